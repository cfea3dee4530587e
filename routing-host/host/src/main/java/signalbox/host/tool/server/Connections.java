package signalbox.host.tool.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.client.McpClient;
import signalbox.client.McpConnection;
import signalbox.identity.Principal;

/// The open connections, one for each server and caller's credential; those long unused are closed, and the number is
/// bounded.
///
/// Not a cache of Caffeine's: whichever is dropped here is closed, and the one just given out must not be. Caffeine may
/// turn away the newest in favour of what was used more often.
public final class Connections implements AutoCloseable {
    static final int MOST = 128;
    static final Duration IDLE = Duration.ofMinutes(5);

    private final McpClient client;
    private final Clock clock;
    private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    public Connections(McpClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    public McpConnection to(RemoteServer server, Principal caller) {
        List<McpConnection> old = new ArrayList<>();
        McpConnection found;
        synchronized (held) {
            var now = clock.instant();
            var key = new Key(server, caller);
            found = held.computeIfAbsent(key, _ -> new Held(server.connect(client, caller), now)).connection();
            held.replace(key, new Held(found, now));
            sweep(now, old);
        }
        old.forEach(McpConnection::close);
        return found;
    }

    /// A connection that gave no answer is not used again.
    public void drop(McpConnection connection, RemoteServer server, Principal caller) {
        synchronized (held) {
            var key = new Key(server, caller);
            var now = held.get(key);
            if (now != null && now.connection() == connection) {
                held.remove(key);
            }
        }
        connection.close();
    }

    int open() {
        synchronized (held) {
            return held.size();
        }
    }

    @Override
    public void close() {
        List<McpConnection> all;
        synchronized (held) {
            all = held.values().stream().map(Held::connection).toList();
            held.clear();
        }
        all.forEach(McpConnection::close);
    }

    private void sweep(Instant now, List<McpConnection> old) {
        Iterator<Held> eldest = held.values().iterator();
        while (eldest.hasNext()) {
            var each = eldest.next();
            boolean idle = each.used().plus(IDLE).isBefore(now);
            if (!idle && held.size() <= MOST) {
                return;
            }
            eldest.remove();
            old.add(each.connection());
        }
    }

    private record Key(RemoteServer server, Principal caller) {}

    private record Held(McpConnection connection, Instant used) {}
}
