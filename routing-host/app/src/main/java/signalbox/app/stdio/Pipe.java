package signalbox.app.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Reading;

/// The pipe itself: every message that comes in goes to the endpoint in the manner of its revision, and everything that
/// comes back goes out.
///
/// A request names its revision by itself (2026-07-28) or belongs to the session that an `initialize` opened. Requests run
/// at the same time; what opens a session or follows it without an answer keeps its order.
public final class Pipe {
    static final String INPUT_ENDED = "the input ended before the answer was there";

    private final MessageWriter out;
    private final Relay relay;
    private final ModernClient modern;
    private final LegacyClient legacy;
    private final PendingCalls calls = new PendingCalls();

    public Pipe(InstallationEndpoint upstream, MessageWriter out, Diagnostics diagnostics) {
        this.out = out;
        relay = new Relay(out, diagnostics);
        modern = new ModernClient(upstream, relay);
        legacy = new LegacyClient(upstream, relay);
    }

    /// Returns when the input has ended.
    public void run(InputStream in) throws IOException, InterruptedException {
        var lines = new MessageLines(in);
        for (var line = lines.next(); line != null; line = lines.next()) {
            switch (line.reading()) {
                case Reading.Unreadable(var refusal) -> out.write(refusal.body());
                case Reading.Answer _ -> legacy.tell(line.text());
                case Reading.Read(var message) -> take(message, line.text());
            }
        }
    }

    /// Lets what runs come to its end within this time, and ends the session.
    public void end(Duration longest) throws InterruptedException {
        calls.end(longest);
        legacy.end();
    }

    private void take(Message message, String line) throws InterruptedException {
        var id = message.id();
        if (id == null) {
            notified(message, line);
        } else {
            asked(new PendingCall(message, id, line));
        }
    }

    private void asked(PendingCall call) throws InterruptedException {
        if (ModernClient.isSpoken(call.message())) {
            calls.start(call, () -> run(call, modern::ask));
        } else if (call.message().method().equals("initialize")) {
            legacy.open(call);
        } else {
            calls.start(call, () -> run(call, legacy::ask));
        }
    }

    private void notified(Message message, String line) throws InterruptedException {
        if (!ModernClient.isSpoken(message) && legacy.isOpen()) {
            legacy.tell(line);
        }
        switch (message.method()) {
            case "notifications/cancelled" -> calls.cancel(message.params().get("requestId"));
            case "notifications/initialized" -> legacy.listen();
            default -> {}
        }
    }

    private void run(PendingCall call, Asking asking) {
        try {
            asking.ask(call);
        } catch (InterruptedException _) {
            relay.fail(call, INPUT_ENDED);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            relay.fail(call, "the pipe broke through a fault of its own: " + e);
        }
    }

    @FunctionalInterface
    private interface Asking {
        void ask(PendingCall call) throws InterruptedException;
    }
}
