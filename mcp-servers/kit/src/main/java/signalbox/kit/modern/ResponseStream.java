package signalbox.kit.modern;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpExchange;
import signalbox.kit.input.Client;
import signalbox.kit.input.ClientCapability;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.protocol.Progress;
import signalbox.kit.protocol.RpcResponse;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The response to one request, and what is sent before it.
final class ResponseStream implements Client {
    private final HttpExchange exchange;
    private final RpcResponse response;
    private final Set<ClientCapability> declared;
    private final Progress progress;
    private final @Nullable LoggingLevel least;

    /// @param streams whether the client takes a stream
    ResponseStream(HttpExchange exchange, Message message, boolean streams) {
        this.exchange = exchange;
        response = new RpcResponse(exchange, streams);
        var meta = message.meta();
        declared = ClientCapability.declared(meta.path(RequestEnvelope.META + "clientCapabilities"));
        progress = new Progress(meta);
        least = LoggingLevel.of(meta.path(RequestEnvelope.META + "logLevel").asString(""));
    }

    Set<ClientCapability> declared() {
        return declared;
    }

    @Override
    public boolean can(ClientCapability capability) {
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
    public void log(LoggingLevel level, JsonNode data) {
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

    /// The answer; nothing is sent after it.
    void answer(byte[]... message) {
        response.answer(message);
    }

    void refuse(Refusal refusal) {
        response.refuse(refusal);
    }

    private void tell(String method, ObjectNode params) {
        var stream = response.stream();
        if (stream != null) {
            stream.offer(ResultFrame.notification(method, params));
        }
    }
}
