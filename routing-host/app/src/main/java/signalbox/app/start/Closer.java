package signalbox.app.start;

import java.util.ArrayDeque;
import java.util.Deque;

/// Resources that have been opened so far, closed together in the opposite order.
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Takes on closing this resource, and returns it.
    public <T extends AutoCloseable> T register(T resource) {
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
