package signalbox.kit.modern;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.kit.ask.Capability;
import signalbox.kit.ask.Client;
import signalbox.kit.ask.LogLevel;
import signalbox.kit.http.EventStream;
import signalbox.kit.http.Exchange;
import signalbox.kit.http.Reply;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.wire.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The way back to the client of one request: a JSON reply, or, once there is something to tell before it, a stream
/// that the answer ends.
final class Outlet implements Client {
    private final Exchange exchange;
    private final Set<Capability> declared = EnumSet.noneOf(Capability.class);
    private final Progress progress;
    private final @Nullable LogLevel least;
    private @Nullable EventStream stream;
    private boolean closed;

    Outlet(Exchange exchange, Message message) {
        this.exchange = exchange;
        var meta = message.meta();
        var capabilities = meta.path(Envelope.META + "clientCapabilities");
        for (var capability : Capability.values()) {
            if (capabilities.path(capability.word()).isObject()) {
                declared.add(capability);
            }
        }
        progress = new Progress(meta);
        least = LogLevel.of(meta.path(Envelope.META + "logLevel").asString(""));
    }

    Set<Capability> declared() {
        return declared;
    }

    @Override
    public boolean can(Capability capability) {
        return declared.contains(capability);
    }

    @Override
    public void progress(double done, @Nullable Double total, String message) {
        var params = progress.params(done, total, message);
        if (params != null) {
            tell("notifications/progress", params);
        }
    }

    @Override
    public void log(LogLevel level, JsonNode data) {
        if (least != null && level.compareTo(least) >= 0) {
            var params = JsonNodeFactory.instance.objectNode().put("level", level.word());
            params.set("data", data);
            tell("notifications/message", params);
        }
    }

    @Override
    public void whenGone(Runnable act) {
        exchange.whenGone(act);
    }

    /// The answer; nothing is told after it.
    void answer(byte[] response) {
        var open = close();
        if (open == null) {
            exchange.reply(Reply.json(200, response));
        } else {
            open.send(response);
            open.end();
        }
    }

    void refuse(Refusal refusal) {
        var open = close();
        if (open == null) {
            exchange.reply(refusal.reply());
        } else {
            open.send(refusal.body().getBytes(StandardCharsets.UTF_8));
            open.end();
        }
    }

    private synchronized @Nullable EventStream close() {
        closed = true;
        return stream;
    }

    private synchronized void tell(String method, ObjectNode params) {
        if (!closed) {
            var open = stream;
            if (open == null) {
                open = exchange.stream(List.of());
                stream = open;
            }
            open.offer(Frame.notification(method, params));
        }
    }
}
