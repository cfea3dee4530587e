package signalbox.policy.catalogue;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import signalbox.policy.money.Price;

/// A model of the catalogue.
///
/// @param id the provider's own name for it
/// @param tier a free label for reports and rules, or an empty string
/// @param context tokens that fit, input and output together
/// @param output tokens of one answer at most
/// @param can `tools`, `images`, `json-schema`, ...
public record ModelEntry(
        ModelName name, Provider provider, String id, String tier, long context, long output, Price price, SortedSet<String> can) {
    public ModelEntry {
        can = Collections.unmodifiableSortedSet(new TreeSet<>(can));
    }
}
