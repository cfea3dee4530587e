package signalbox.host.tool;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.identity.Principal;

/// The open sessions, one for each endpoint and caller's credential; those long unused are closed, and the number is
/// bounded.
final class Connections implements AutoCloseable {
    static final int MOST = 128;
    static final Duration IDLE = Duration.ofMinutes(5);

    private final Credentials credentials;
    private final Clock clock;
    private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    Connections(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    Connection to(URI endpoint, Principal caller) {
        List<Connection> old = new ArrayList<>();
        Connection found;
        synchronized (held) {
            var now = clock.instant();
            found = held.computeIfAbsent(
                            new Key(endpoint, caller), key -> new Held(new Connection(endpoint, caller, credentials), now))
                    .connection();
            held.replace(new Key(endpoint, caller), new Held(found, now));
            sweep(now, old);
        }
        old.forEach(Connection::close);
        return found;
    }

    /// A session that gave no answer is not used again.
    void drop(Connection connection, Principal caller) {
        synchronized (held) {
            var key = new Key(connection.endpoint(), caller);
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
        List<Connection> all;
        synchronized (held) {
            all = held.values().stream().map(Held::connection).toList();
            held.clear();
        }
        all.forEach(Connection::close);
    }

    private void sweep(Instant now, List<Connection> old) {
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

    private record Key(URI endpoint, Principal caller) {}

    private record Held(Connection connection, Instant used) {}
}
