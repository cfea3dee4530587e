package signalbox.kit.modern;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.kit.ask.Capability;
import signalbox.kit.ask.Client;
import signalbox.kit.ask.LogLevel;
import signalbox.kit.http.Exchange;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.wire.Progress;
import signalbox.kit.wire.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The way back to the client of one request.
final class Outlet implements Client {
    private final Exchange exchange;
    private final Response response;
    private final Set<Capability> declared;
    private final Progress progress;
    private final @Nullable LogLevel least;

    Outlet(Exchange exchange, Message message) {
        this.exchange = exchange;
        response = new Response(exchange);
        var meta = message.meta();
        declared = Capability.declared(meta.path(Envelope.META + "clientCapabilities"));
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
    void answer(byte[]... message) {
        response.answer(message);
    }

    void refuse(Refusal refusal) {
        response.refuse(refusal);
    }

    private void tell(String method, ObjectNode params) {
        var stream = response.stream();
        if (stream != null) {
            stream.offer(Frame.notification(method, params));
        }
    }
}
