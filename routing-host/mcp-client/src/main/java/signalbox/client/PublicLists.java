package signalbox.client;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Lists that servers gave out as the same for everybody.
final class PublicLists {
    private final Map<URI, KeptList> kept = new ConcurrentHashMap<>();

    @Nullable KeptList of(URI endpoint) {
        return kept.get(endpoint);
    }

    void keep(URI endpoint, KeptList list) {
        kept.put(endpoint, list);
    }

    void drop(URI endpoint) {
        kept.remove(endpoint);
    }
}
