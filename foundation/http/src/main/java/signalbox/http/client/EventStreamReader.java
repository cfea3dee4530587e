package signalbox.http.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads server-sent events (HTML, section 9.2.6): lines end with CR, LF or both, a byte order mark is skipped, comments
/// are passed over, and an event that its blank line did not end is none.
public final class EventStreamReader implements AutoCloseable {
    private static final int LONGEST_EVENT = 16 << 20;

    private final InputStream in;
    private final int longest;
    private boolean started;
    private boolean afterReturn;
    private String lastId = "";
    private OptionalLong retry = OptionalLong.empty();

    public EventStreamReader(InputStream body) {
        this(body, LONGEST_EVENT);
    }

    /// @param longest bytes of one event
    public EventStreamReader(InputStream body, int longest) {
        in = new BufferedInputStream(body);
        this.longest = longest;
    }

    /// @param type `message` where the stream names none
    /// @param data its lines, joined; empty for an event that only carries an id
    public record Event(String type, String data) {}

    /// The next event that carries data or an id, or null at the end of the stream.
    public @Nullable Event next() throws IOException {
        var data = new StringBuilder();
        var type = "";
        boolean any = false;
        for (var line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (any) {
                    return new Event(type.isEmpty() ? "message" : type, data.toString());
                }
                continue;
            }
            int colon = line.indexOf(':');
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "data" -> {
                    data.append(any && !data.isEmpty() ? "\n" : "").append(value);
                    any = true;
                }
                case "event" -> type = value;
                case "id" -> {
                    lastId = value.indexOf('\0') < 0 ? value : lastId;
                    any = true;
                }
                case "retry" -> retry = value.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(value)) : retry;
                default -> {}
            }
            if (data.length() > longest) {
                throw new TooLarge(longest);
            }
        }
        return null;
    }

    /// Of the last event that had one, or empty.
    public String lastId() {
        return lastId;
    }

    /// How many milliseconds the server wants to be left alone before the stream is resumed.
    public OptionalLong retry() {
        return retry;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// A sender that is never waited for would keep the carrier of this virtual thread to itself: others get their turn after
    /// each line.
    @SuppressWarnings("ThreadPriorityCheck")
    private @Nullable String line() throws IOException {
        Thread.yield();
        var bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (afterReturn && next == '\n') {
            next = in.read();
        }
        afterReturn = false;
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n' && next != '\r') {
            bytes.write(next);
            if (bytes.size() > longest) {
                throw new TooLarge(longest);
            }
            next = in.read();
        }
        if (next < 0) {
            return null;
        }
        afterReturn = next == '\r';
        var text = bytes.toString(StandardCharsets.UTF_8);
        boolean first = !started;
        started = true;
        return first && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
