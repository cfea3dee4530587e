package signalbox.app.telemetry;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Function;

/// The meters of one name, one for each combination of label values. Those in use are found without building tags.
final class LabelledMeters<M> {
    private static final int MOST_AT_HAND = 2_000;

    private final LoadingCache<List<String>, M> meters;

    /// @param keys the label names, in the order in which values are given
    LabelledMeters(List<String> keys, Function<Tags, M> registered) {
        meters = Caffeine.newBuilder().maximumSize(MOST_AT_HAND).build(values -> registered.apply(tags(keys, values)));
    }

    M with(String value) {
        return meters.get(List.of(value));
    }

    M with(String first, String second) {
        return meters.get(List.of(first, second));
    }

    M with(String first, String second, String third) {
        return meters.get(List.of(first, second, third));
    }

    M with(String first, String second, String third, String fourth) {
        return meters.get(List.of(first, second, third, fourth));
    }

    private static Tags tags(List<String> keys, List<String> values) {
        var tags = Tags.empty();
        for (int i = 0; i < keys.size(); i++) {
            tags = tags.and(keys.get(i), values.get(i));
        }
        return tags;
    }
}
