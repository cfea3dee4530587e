package signalbox.app.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import signalbox.kit.rpc.MessageReader;
import signalbox.kit.rpc.Reading;
import signalbox.kit.rpc.Refusal;

/// The messages that come in, one a line, each of bounded length. Blank lines are passed over.
final class MessageLines {
    /// Far more than a server takes, so that it is the server that answers a message which is too long.
    private static final int LONGEST = 8 << 20;
    private static final Reading TOO_LONG = new Reading.Unreadable(
            Refusal.of(400, Refusal.INVALID_REQUEST, "The message is longer than " + LONGEST + " bytes."));

    private final InputStream in;
    private final MessageReader reader = new MessageReader();

    MessageLines(InputStream in) {
        this.in = new BufferedInputStream(in, 65_536);
    }

    /// @param text as it came; of no use where it could not be read
    record ReadLine(Reading reading, String text) {}

    /// Null at the end.
    @Nullable ReadLine next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            line.reset();
            boolean tooLong = false;
            int next = in.read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                if (line.size() < LONGEST) {
                    line.write(next);
                } else {
                    tooLong = true;
                }
            }
            var text = line.toString(StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                return new ReadLine(tooLong ? TOO_LONG : reader.read(line.toByteArray()), text);
            }
        }
    }
}
