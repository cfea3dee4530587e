package signalbox.app.start;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been opened so far, to be closed in the opposite order.
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public <T extends AutoCloseable> T later(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("signalbox: while closing: " + e.getMessage());
            }
        }
    }
}
