package signalbox.app.drill;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import signalbox.policy.catalogue.ModelName;

/// How long each model's answers took, in buckets a twentieth wide: however many there are, little is kept.
final class Medians {
    private static final double WIDTH = Math.log(1.05);

    private final Map<ModelName, TreeMap<Integer, Long>> counts = new HashMap<>();

    void add(ModelName model, Duration took) {
        int bucket = (int) Math.round(Math.log((double) Math.max(1, took.toMillis())) / WIDTH);
        counts.computeIfAbsent(model, _ -> new TreeMap<>()).merge(bucket, 1L, Long::sum);
    }

    /// In milliseconds, right to a twentieth; empty where the model has not answered.
    OptionalLong of(ModelName model) {
        var buckets = counts.get(model);
        if (buckets == null) {
            return OptionalLong.empty();
        }
        long half = (buckets.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
        for (var bucket : buckets.entrySet()) {
            half -= bucket.getValue();
            if (half <= 0) {
                return OptionalLong.of(Math.round(Math.exp(bucket.getKey() * WIDTH)));
            }
        }
        throw new IllegalStateException("no bucket holds the median");
    }
}
