package signalbox.kit.notification;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;

/// How many event streams each principal listens on: each holds a connection for as long as its client likes. Behind a host
/// each caller is counted separately.
public final class OpenStreams {
    private final Map<Listener, Integer> open = new HashMap<>();
    private final int mostPerPrincipal;

    public OpenStreams(int mostPerPrincipal) {
        this.mostPerPrincipal = mostPerPrincipal;
    }

    /// Who listens.
    ///
    /// @param principal whose credential it uses
    /// @param caller whose rights it uses
    public record Listener(PrincipalName principal, PrincipalName caller) {}

    /// One stream more of this listener, or null where it has all that it may have.
    public synchronized @Nullable OpenStream open(Listener listener) {
        int now = open.getOrDefault(listener, 0);
        if (now >= mostPerPrincipal) {
            return null;
        }
        open.put(listener, now + 1);
        return new OpenStream(listener);
    }

    /// What a listener is told that may open no more.
    public String full() {
        return "Too many open event streams: " + mostPerPrincipal + " of one principal at most. Close some, or listen for more on one.";
    }

    private synchronized void closed(Listener listener) {
        open.computeIfPresent(listener, (_, now) -> now == 1 ? null : now - 1);
    }

    /// One open stream.
    public final class OpenStream {
        private final Listener listener;
        private boolean closed;

        private OpenStream(Listener listener) {
            this.listener = listener;
        }

        /// Once is enough; again changes nothing.
        public synchronized void close() {
            if (!closed) {
                closed = true;
                closed(listener);
            }
        }
    }
}
