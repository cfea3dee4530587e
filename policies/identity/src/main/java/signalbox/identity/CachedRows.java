package signalbox.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.database.Watch;

/// A cache of rows. A copy is used only while the database would have announced a change of the row; otherwise every
/// lookup asks the database, so that a revocation holds at once.
///
/// A missing row is not cached: it may be added at any time, and that is not announced.
final class CachedRows<K, V> {
    private static final int MOST = 20_000;

    private final Watch watch;
    private final Cache<K, Copy<V>> kept = Caffeine.newBuilder().maximumSize(MOST).build();

    CachedRows(Watch watch) {
        this.watch = watch;
    }

    private record Copy<V>(V value, long mark) {}

    @Nullable V find(K key, Function<K, @Nullable V> read) {
        // Before the read: what changes during it moves the mark, and the copy is no good from the start.
        long mark = watch.mark();
        if (mark == Watch.UNKNOWN) {
            return read.apply(key);
        }
        var copy = kept.getIfPresent(key);
        if (copy != null && copy.mark() == mark) {
            return copy.value();
        }
        var value = read.apply(key);
        if (value != null) {
            kept.put(key, new Copy<>(value, mark));
        }
        return value;
    }

    /// Forgets everything at once.
    void drop() {
        watch.move();
    }
}
