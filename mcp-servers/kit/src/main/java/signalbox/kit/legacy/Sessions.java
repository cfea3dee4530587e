package signalbox.kit.legacy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;

/// The open sessions: each belongs to one principal at one endpoint and ends when idle; their number is limited.
final class Sessions {
    private final Map<String, Entry> open = new HashMap<>();
    private final int mostPerPrincipal;
    private final Duration longestIdle;
    private final InstantSource clock;

    Sessions(int mostPerPrincipal, Duration longestIdle, InstantSource clock) {
        this.mostPerPrincipal = mostPerPrincipal;
        this.longestIdle = longestIdle;
        this.clock = clock;
    }

    /// @param caller whose rights it was opened with: behind a host, the host's caller
    private record Entry(PrincipalName caller, Session session, Instant used) {}

    /// Whether this caller may open one more; behind a host each caller is counted separately.
    synchronized boolean hasRoomFor(Session.Holder holder, PrincipalName caller) {
        return open.values().stream()
                        .filter(entry -> entry.session().holder().principal().equals(holder.principal()) && entry.caller().equals(caller))
                        .count()
                < mostPerPrincipal;
    }

    synchronized void open(Session session, PrincipalName caller) {
        open.put(session.id(), new Entry(caller, session, clock.instant()));
    }

    /// This holder's session of this id, or null; using it restarts its idle time.
    synchronized @Nullable Session use(String id, Session.Holder holder) {
        var entry = open.get(id);
        if (entry == null || !entry.session().holder().equals(holder) || isIdle(entry)) {
            return null;
        }
        open.put(id, new Entry(entry.caller(), entry.session(), clock.instant()));
        return entry.session();
    }

    synchronized void close(Session session) {
        open.remove(session.id());
    }

    /// Removes the sessions that have been idle for too long, and returns them.
    synchronized List<Session> sweep() {
        var idle = new ArrayList<Session>();
        open.values().removeIf(entry -> {
            boolean isIdle = isIdle(entry);
            if (isIdle) {
                idle.add(entry.session());
            }
            return isIdle;
        });
        return idle;
    }

    private boolean isIdle(Entry entry) {
        return entry.used().plus(longestIdle).isBefore(clock.instant()) && !entry.session().sdk().hasListeningStream();
    }
}
