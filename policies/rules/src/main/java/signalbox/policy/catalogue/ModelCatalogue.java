package signalbox.policy.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// `models.yaml`, checked.
public record ModelCatalogue(SortedMap<String, Provider> providers, SortedMap<ModelName, ModelEntry> models) {
    public ModelCatalogue {
        providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /// Reads and checks `models.yaml`. No problem ever shows a secret that was written out.
    public static Checked<ModelCatalogue> read(YamlSource source) {
        return new ModelsReader(source).read();
    }

    /// A warning for each provider of this file whose key is not there, and which is unavailable for that reason.
    ///
    /// @param environment a variable's value, or null where it is not set
    public static List<Problem> missingKeys(YamlSource source, Function<String, @Nullable String> environment) {
        return MissingKeys.of(source, environment);
    }
}
