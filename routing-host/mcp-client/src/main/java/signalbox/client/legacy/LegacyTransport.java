package signalbox.client.legacy;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.Elicitation;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the SDK's client sends and hears, over our own HTTP client. Questions of the server are answered here, because
/// here is known which errand they belong to.
final class LegacyTransport implements McpClientTransport {
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration SESSION = Duration.ofHours(1);
    private static final Duration REFUSAL = Duration.ofSeconds(10);
    private static final int MOST_ANSWERS = 16;

    private final McpJsonMapper mapper = McpJsonDefaults.getMapper();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<RunningRequest> active = ConcurrentHashMap.newKeySet();
    private final SessionRequests requests;
    private final Access standing;
    private final Semaphore answers = new Semaphore(MOST_ANSWERS);
    private volatile @Nullable Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler;

    LegacyTransport(OutgoingHttp http, HttpTarget target, Access standing) {
        requests = new SessionRequests(http, target);
        this.standing = standing;
    }

    void began(RunningRequest errand) {
        active.add(errand);
    }

    void ended(RunningRequest errand) {
        active.remove(errand);
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05, ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18,
                ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
        this.handler = handler;
        return Mono.empty();
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.deferContextual(context -> {
            var running = context.<@Nullable Object>getOrDefault(McpTransportContext.KEY, null)
                            instanceof McpTransportContext transport
                            && transport.get(LegacyServer.ERRAND) instanceof RunningRequest errand
                    ? errand
                    : null;
            return Mono.<Void>create(sink -> {
                var task = threads.submit(() -> send(message, running, sink));
                if (running != null) {
                    running.begun(task);
                }
            });
        });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            requests.end(RequestContext.of(standing, Deadline.in(FAREWELL)));
            threads.shutdownNow();
        });
    }

    private void send(McpSchema.JSONRPCMessage message, @Nullable RunningRequest running, MonoSink<Void> sink) {
        var errand = running == null ? RequestContext.of(standing, Deadline.in(SESSION)) : running.errand();
        var method = switch (message) {
            case McpSchema.JSONRPCRequest request -> request.method();
            case McpSchema.JSONRPCNotification notification -> notification.method();
            default -> "";
        };
        var id = message instanceof McpSchema.JSONRPCRequest request ? String.valueOf(request.id()) : "";
        try {
            var failure = requests.post(
                    new SessionRequests.Post(mapper.writeValueAsString(message), method, id), errand,
                    heard -> heard(heard, method, running));
            if (failure != null) {
                failed(failure, running);
                sink.error(new McpTransportException(failure.toString()));
                return;
            }
            if (method.equals("notifications/initialized") && running != null && running.errand().respondent().canBeAsked()) {
                threads.execute(this::listen);
            }
            sink.success();
        } catch (IOException e) {
            throw new IllegalStateException("a message of the SDK is no JSON", e);
        } finally {
            if (Thread.currentThread().isInterrupted() && method.equals("tools/call")) {
                Thread.startVirtualThread(() -> requests.cancelled(id, RequestContext.of(standing, Deadline.in(FAREWELL))));
            }
        }
    }

    private static void failed(RpcAnswer failure, @Nullable RunningRequest running) {
        if (running != null) {
            running.failed(failure);
        }
    }

    /// What comes on the server's own stream belongs to the only errand there is, or to nobody.
    private void listen() {
        requests.listen(RequestContext.of(standing, Deadline.in(SESSION)), heard -> heard(heard, "", null));
    }

    private void heard(ObjectNode message, String method, @Nullable RunningRequest running) throws HttpFailure {
        if (!message.has("method")) {
            if (running != null) {
                running.heard(method, message);
            }
            toSdk(message);
            return;
        }
        var owner = running == null && active.size() == 1 ? active.iterator().next() : running;
        if (message.has("id") && message.path("method").asString("").equals(Elicitation.METHOD)) {
            question(message, owner);
        } else if (message.has("id")) {
            toSdk(message);
        }
    }

    /// Each answer is a request of its own to the server: one that floods is answered so many times at once, and what it asks
    /// beyond that is not heard.
    private void question(ObjectNode question, @Nullable RunningRequest owner) {
        if (!answers.tryAcquire()) {
            return;
        }
        threads.execute(() -> {
            try {
                answer(question, owner);
            } finally {
                answers.release();
            }
        });
    }

    private void answer(ObjectNode question, @Nullable RunningRequest owner) {
        var errand = owner == null || !owner.mayAsk() ? RequestContext.of(standing, Deadline.in(REFUSAL)) : owner.errand();
        var response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        response.set("id", question.get("id"));
        response.set("result", Elicitation.result(question.path("params"), errand.respondent(), errand.deadline()));
        requests.post(new SessionRequests.Post(response.toString(), "", ""), errand, _ -> {});
    }

    private void toSdk(ObjectNode message) throws HttpFailure {
        var receiver = handler;
        if (receiver == null) {
            throw new IllegalStateException("a message before the SDK connected");
        }
        try {
            receiver.apply(Mono.just(McpSchema.deserializeJsonRpcMessage(mapper, message.toString()))).subscribe();
        } catch (IOException | IllegalArgumentException e) {
            throw new HttpFailure("the answer is no JSON-RPC message", e);
        }
    }

}
