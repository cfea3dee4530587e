package signalbox.app.stdio;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.EventStreamReader;

/// The data of server-sent events, one after the other. What carries none, such as a lone id, is passed over.
final class EventReader implements AutoCloseable {
    private final EventStreamReader events;

    EventReader(InputStream in) {
        events = new EventStreamReader(in);
    }

    /// Null once the stream has ended; an event that it cuts off is no event.
    @Nullable String next() throws IOException {
        for (var event = events.next(); event != null; event = events.next()) {
            if (!event.data().isEmpty()) {
                return event.data();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
