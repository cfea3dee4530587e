package signalbox.app.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import signalbox.kit.rpc.Reading;

/// In the place of a pipe that cannot be: whoever asks is told why.
public record RefusedPipe(String why) {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /// Returns when the input has ended, or nobody has asked anything for a while.
    public void answer(InputStream in, MessageWriter out) throws InterruptedException {
        var lines = new ArrayBlockingQueue<Optional<MessageLines.ReadLine>>(16);
        Thread.startVirtualThread(() -> read(in, lines));
        for (var line = next(lines); line != null; line = next(lines)) {
            if (line.reading() instanceof Reading.Read(var message) && message.isRequest()) {
                out.write(Relay.error(message.id(), why));
            }
        }
    }

    private static MessageLines.@Nullable ReadLine next(BlockingQueue<Optional<MessageLines.ReadLine>> lines) throws InterruptedException {
        var line = lines.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        return line == null ? null : line.orElse(null);
    }

    private static void read(InputStream in, BlockingQueue<Optional<MessageLines.ReadLine>> lines) {
        try {
            var source = new MessageLines(in);
            for (var line = source.next(); line != null; line = source.next()) {
                lines.put(Optional.of(line));
            }
            lines.put(Optional.empty());
        } catch (IOException | InterruptedException _) {
            // The silence that follows ends it.
        }
    }
}
