package signalbox.app.stdio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What goes out: one JSON-RPC message a line, whole, and nothing else.
public final class MessageWriter {
    private final OutputStream out;
    private final Runnable whenBroken;
    private boolean broken;

    /// @param whenBroken run once when nobody reads any more
    public MessageWriter(OutputStream out, Runnable whenBroken) {
        this.out = out;
        this.whenBroken = whenBroken;
    }

    synchronized void write(String message) {
        if (broken) {
            return;
        }
        // Between the tokens of JSON a line break is as good as a space; within them it cannot be.
        var line = message.replace('\n', ' ').replace('\r', ' ') + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            broken = true;
            whenBroken.run();
        }
    }
}
