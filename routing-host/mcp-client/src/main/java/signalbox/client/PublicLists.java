package signalbox.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Lists that servers gave out as the same for everybody.
final class PublicLists {
    private static final int MOST = 1_000;

    private final Cache<URI, KeptList> kept = Caffeine.newBuilder().maximumSize(MOST).build();

    @Nullable KeptList of(URI endpoint) {
        return kept.getIfPresent(endpoint);
    }

    void keep(URI endpoint, KeptList list) {
        kept.put(endpoint, list);
    }

    void drop(URI endpoint) {
        kept.invalidate(endpoint);
    }
}
