package signalbox.policy.catalogue;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// `models.yaml`, checked.
public record ModelCatalogue(SortedMap<String, Provider> providers, SortedMap<ModelName, ModelEntry> models) {
    public ModelCatalogue {
        providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }
}
