package signalbox.kit.legacy;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionStream;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import signalbox.http.server.Disconnect;
import signalbox.http.server.HttpExchange;
import signalbox.kit.input.Client;
import signalbox.kit.input.ClientCapability;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.protocol.InputRequestJson;
import signalbox.kit.protocol.Progress;
import signalbox.kit.protocol.RpcResponse;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The response to one request in a session, and what is sent or asked before it.
final class SessionStream implements Client, McpStreamableServerTransport {
    private final Session session;
    private final RpcResponse response;
    private final McpStreamableServerSessionStream stream;
    private final Progress progress;
    private final Disconnect disconnect = new Disconnect();
    private volatile boolean withdrawn;

    /// @param streams whether the client takes a stream; another can be asked nothing
    SessionStream(Session session, HttpExchange exchange, Message message, boolean streams) {
        this.session = session;
        response = new RpcResponse(exchange, streams);
        stream = session.sdk().responseStream(this);
        progress = new Progress(message.meta());
        exchange.whenGone(this::cancel);
    }

    @Override
    public boolean can(ClientCapability capability) {
        return response.streams() && session.declared().contains(capability);
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
        if (session.sdk().isNotificationForLevelAllowed(McpSchema.LoggingLevel.valueOf(level.name()))) {
            var params = JsonNodeFactory.instance.objectNode().put("level", level.word());
            params.set("data", data);
            tell("notifications/message", params);
        }
    }

    @Override
    public void whenGone(Runnable act) {
        disconnect.whenGone(act);
    }

    /// The client no longer wants an answer (basic/utilities/cancellation).
    void withdraw() {
        withdrawn = true;
        cancel();
    }

    private void cancel() {
        disconnect.gone().forEach(Runnable::run);
    }

    /// Asks the client; the future fails where the client sends an error or no answer.
    CompletableFuture<ObjectNode> ask(InputRequest question) {
        var asked = stream.sendRequest(
                InputRequestJson.method(question), InputRequestJson.request(question).path("params"), new TypeRef<ObjectNode>() {});
        var answer = asked.toFuture();
        whenGone(() -> answer.cancel(true));
        return answer;
    }

    /// The answer; nothing is sent after it.
    void answer(byte[]... message) {
        if (withdrawn) {
            response.end();
        } else {
            response.answer(message);
        }
    }

    void refuse(Refusal refusal) {
        if (withdrawn) {
            response.end();
        } else {
            response.refuse(refusal);
        }
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(message));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, String id) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return SdkJson.read(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    private void tell(String method, ObjectNode params) {
        stream.sendNotification(method, params).onErrorComplete().block();
    }

    private void send(McpSchema.JSONRPCMessage message) {
        var open = response.stream();
        if (open == null) {
            return;
        }
        if (message instanceof McpSchema.JSONRPCNotification) {
            open.offer(SdkJson.of(message));
        } else {
            open.send(SdkJson.of(message));
        }
    }
}
