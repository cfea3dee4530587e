package signalbox.app.installation;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// A listener of ours as a part of the application's life: it opens when the application starts, and when it stops,
/// takes no new requests and lets those that are being served end.
final class ListenerLifecycle implements SmartLifecycle {
    private final Order order;
    private final Opening opening;
    private final Duration patience;
    private volatile @Nullable Listening listening;

    ListenerLifecycle(Order order, Opening opening, Duration patience) {
        this.order = order;
        this.opening = opening;
        this.patience = patience;
    }

    /// Who starts first and stops last. The host calls the MCP servers, so it starts after them and stops before them;
    /// the management endpoints start before both and stop last, so that a stop can be watched.
    enum Order {
        MCP_SERVERS(DEFAULT_PHASE - 512),
        ROUTING_HOST(DEFAULT_PHASE - 256);

        private final int phase;

        Order(int phase) {
            this.phase = phase;
        }
    }

    /// @param close takes the time that requests may take to end
    record Listening(int port, Consumer<Duration> close) {}

    @FunctionalInterface
    interface Opening {
        Listening open();
    }

    int port() {
        var now = listening;
        if (now == null) {
            throw new IllegalStateException("the listener of " + order + " is not open");
        }
        return now.port();
    }

    @Override
    public void start() {
        listening = opening.open();
    }

    @Override
    public void stop() {
        var now = listening;
        listening = null;
        if (now != null) {
            now.close().accept(patience);
        }
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    @Override
    public int getPhase() {
        return order.phase;
    }
}
