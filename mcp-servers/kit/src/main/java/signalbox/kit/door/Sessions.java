package signalbox.kit.door;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;

/// The open sessions: each belongs to one principal at one endpoint, ends when idle, and no principal has too many.
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

    /// To whom a session belongs: whose credential opened it, and where.
    record Holder(PrincipalName principal, Endpoint endpoint) {}

    /// @param caller whose rights it was opened with: behind a host, the host's caller
    private record Entry(Holder holder, PrincipalName caller, McpStreamableServerSession session, Instant used) {}

    /// Whether this caller may have one more; behind a host each caller is counted for itself.
    synchronized boolean hasRoomFor(Holder holder, PrincipalName caller) {
        open.values().removeIf(this::isIdle);
        return open.values().stream()
                .filter(entry -> entry.holder().principal().equals(holder.principal()) && entry.caller().equals(caller))
                .count() < mostPerPrincipal;
    }

    synchronized void open(Holder holder, PrincipalName caller, McpStreamableServerSession session) {
        open.put(session.getId(), new Entry(holder, caller, session, clock.instant()));
    }

    /// Whether this holder has this session; using it keeps it from being idle.
    synchronized boolean use(String id, Holder holder) {
        var entry = open.get(id);
        if (entry == null || !entry.holder().equals(holder)) {
            return false;
        }
        if (isIdle(entry)) {
            open.remove(id);
            return false;
        }
        open.put(id, new Entry(holder, entry.caller(), entry.session(), clock.instant()));
        return true;
    }

    synchronized void close(String id) {
        open.remove(id);
    }

    private boolean isIdle(Entry entry) {
        return entry.used().plus(longestIdle).isBefore(clock.instant()) && !entry.session().hasOpenStream();
    }
}
