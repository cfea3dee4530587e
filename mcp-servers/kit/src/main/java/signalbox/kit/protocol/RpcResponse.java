package signalbox.kit.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.EventStream;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.rpc.Refusal;

/// The response to one request: JSON, or, once there is something to send before it, a stream that the answer ends. A
/// client that takes no stream is sent the answer alone.
public final class RpcResponse {
    private final HttpExchange exchange;
    private final boolean streams;
    private @Nullable EventStream stream;
    private boolean ended;

    /// @param streams whether the client takes a stream
    public RpcResponse(HttpExchange exchange, boolean streams) {
        this.exchange = exchange;
        this.streams = streams;
    }

    public boolean streams() {
        return streams;
    }

    /// The stream for messages before the answer; null once the answer is sent, and for a client that takes none.
    public synchronized @Nullable EventStream stream() {
        if (stream == null && !ended && streams) {
            stream = exchange.stream(List.of());
        }
        return ended ? null : stream;
    }

    /// @param message its pieces
    public void answer(byte[]... message) {
        end(HttpReply.json(200, message), message);
    }

    public void refuse(Refusal refusal) {
        end(refusal.reply(), refusal.body().getBytes(StandardCharsets.UTF_8));
    }

    /// Ends the response without an answer.
    public void end() {
        if (!streams) {
            finish();
            exchange.reply(HttpReply.empty(202));
            return;
        }
        var open = stream();
        if (open != null) {
            finish();
            open.end();
        }
    }

    private void end(HttpReply reply, byte[]... message) {
        var open = finish();
        if (open == null) {
            exchange.reply(reply);
        } else {
            open.send(message);
            open.end();
        }
    }

    private synchronized @Nullable EventStream finish() {
        ended = true;
        return stream;
    }
}
