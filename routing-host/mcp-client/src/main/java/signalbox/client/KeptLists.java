package signalbox.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The lists that servers called fresh: those given out as the same for everybody by endpoint, all others by the connection
/// they came over. All of them together are bounded by their size, for however many callers they are kept.
final class KeptLists {
    private static final int MOST_CHARACTERS = 8 << 20;

    /// What an entry costs besides its text.
    private static final int ENTRY = 200;

    private final Cache<Object, KeptList> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Object _, KeptList list) -> ENTRY + list.characters())
            .build();

    /// One that may be given to this one, or null.
    @Nullable KeptList fresh(McpConnection connection, URI endpoint, String who) {
        for (var owner : new Object[] {connection, endpoint}) {
            var list = kept.getIfPresent(owner);
            if (list != null && list.isFreshFor(who)) {
                return list;
            }
        }
        return null;
    }

    void keep(McpConnection connection, URI endpoint, KeptList list) {
        if (list.isFresh()) {
            kept.put(list.isPublic() ? endpoint : connection, list);
        }
    }

    void drop(McpConnection connection) {
        kept.invalidate(connection);
    }

    void drop(McpConnection connection, URI endpoint) {
        kept.invalidate(connection);
        kept.invalidate(endpoint);
    }

    long characters() {
        kept.cleanUp();
        return kept.asMap().values().stream().mapToLong(KeptList::characters).sum();
    }
}
