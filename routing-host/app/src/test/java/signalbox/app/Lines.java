package signalbox.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a process prints on one of its streams, line by line, for whoever waits for a line.
final class Lines {
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final List<String> all = new ArrayList<>();
    private int seen;
    private boolean ended;

    static Lines of(InputStream stream) {
        var lines = new Lines();
        Thread.ofVirtual().start(() -> lines.drain(stream));
        return lines;
    }

    /// The next line that holds these words; those before it are passed over.
    synchronized String await(String words) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            for (; seen < all.size(); seen++) {
                if (all.get(seen).contains(words)) {
                    return all.get(seen++);
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (ended || left <= 0) {
                throw new AssertionError("no line holds '" + words + "' among:\n" + String.join("\n", all));
            }
            wait(left);
        }
    }

    /// Everything, once the stream has ended.
    synchronized String whole() throws InterruptedException {
        while (!ended) {
            wait(PATIENCE_NANOS / 1_000_000);
        }
        return String.join("\n", all);
    }

    synchronized String soFar() {
        return String.join("\n", all);
    }

    private void drain(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException _) {
            // A killed process takes its pipe with it.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        all.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
