package signalbox.app.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The data of server-sent events (HTML Standard, 9.2.6), one after the other. Comments, names and ids are passed over.
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;

    EventReader(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// Null once the stream has ended; an event that it cuts off is no event.
    @Nullable String next() throws IOException {
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.startsWith(" ", 5) ? line.substring(6) : line.substring(5));
            } else if (line.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
