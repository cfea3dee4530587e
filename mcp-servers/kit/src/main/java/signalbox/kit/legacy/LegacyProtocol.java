package signalbox.kit.legacy;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.notification.ChangeListeners;
import signalbox.kit.notification.OpenStreams;
import signalbox.kit.protocol.IncomingRequest;
import signalbox.kit.protocol.LiveCredentials;
import signalbox.kit.protocol.Methods;
import signalbox.kit.protocol.Protocol;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Reading;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Speaks the revisions up to 2025-11-25, in which a client first opens a session.
public final class LegacyProtocol implements Protocol {
    /// The oldest first.
    public static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static final String SESSION = "Mcp-Session-Id";

    private final SessionRequests requests;
    private final Sessions sessions;
    private final ChangeListeners listeners;
    private final LiveCredentials credentials;

    public LegacyProtocol(
            Methods methods, ChangeListeners listeners, LiveCredentials credentials, McpSettings.Limits limits, InstantSource clock) {
        this.listeners = listeners;
        this.credentials = credentials;
        sessions = new Sessions(limits.sessions(), limits.idle(), clock);
        requests = new SessionRequests(methods, credentials);
    }

    /// Ends the sessions that have been idle for too long.
    public void sweep() {
        sessions.sweep().forEach(this::end);
    }

    @Override
    public void serve(IncomingRequest request, HttpExchange exchange) {
        switch (request.body()) {
            case Reading.Unreadable(var refusal) -> exchange.reply(refusal.reply());
            case Reading.Read(var message) when message.isRequest() && message.method().equals("initialize") ->
                initialize(request, message, exchange);
            case null, default -> {
                var id = request.head().header(SESSION);
                var session = id == null ? null : sessions.use(id, holder(request));
                if (session == null) {
                    exchange.reply(noSession(id).answering(idOf(request.body())).reply());
                } else {
                    session.usedBy(request.principal(), request.caller());
                    within(session, request.within(session.id()), exchange);
                }
            }
        }
    }

    private void within(Session session, IncomingRequest request, HttpExchange exchange) {
        switch (request.body()) {
            case null -> {
                if (request.head().method().equals("DELETE")) {
                    end(session);
                    exchange.reply(HttpReply.empty(200));
                } else {
                    listen(session, request, exchange);
                }
            }
            case Reading.Read(var message) -> requests.serve(session, request, message, exchange);
            case Reading.Answer(var response) -> answered(session, response, exchange);
            case Reading.Unreadable(var refusal) -> exchange.reply(refusal.reply());
        }
    }

    private void initialize(IncomingRequest request, Message message, HttpExchange exchange) {
        var refusal = refusal(request, message);
        if (refusal != null) {
            exchange.reply(refusal.answering(message.id()).reply());
            return;
        }
        sweep();
        var session = new Session(holder(request), request.principal(), request.caller(), message.params());
        sessions.open(session, request.caller().principal());
        listeners.add(session, () -> credentials.check().test(session.principal(), session.caller()));
        exchange.reply(requests.initialized(request.caller(), message).with(SESSION, session.id()));
    }

    private @Nullable Refusal refusal(IncomingRequest request, Message message) {
        var params = message.params();
        if (!params.path("protocolVersion").isString() || !params.path("capabilities").isObject()
                || !params.path("clientInfo").path("name").isString()
                || !params.path("clientInfo").path("version").isString()) {
            return Refusal.of(400, Refusal.INVALID_PARAMS,
                    "'initialize' needs protocolVersion, capabilities and clientInfo with name and version.");
        }
        return sessions.hasRoomFor(holder(request), request.caller().principal())
                ? null
                : Refusal.of(429, Refusal.INVALID_REQUEST,
                        "Too many open sessions: end some with DELETE, or wait until idle ones expire.");
    }

    private void listen(Session session, IncomingRequest request, HttpExchange exchange) {
        var open = listeners.streams().open(new OpenStreams.Listener(request.principal().name(), request.caller().principal()));
        if (open == null) {
            exchange.reply(Refusal.of(429, Refusal.INVALID_REQUEST, listeners.streams().full()).reply());
            return;
        }
        var stream = new ListeningStream(exchange.stream(List.of()), open);
        session.sdk().listeningStream(stream);
        exchange.whenGone(() -> {
            open.close();
            session.sdk().releaseListeningStream();
        });
    }

    /// Takes the client's answer to a question of a running request.
    private static void answered(Session session, ObjectNode response, HttpExchange exchange) {
        var id = response.path("id");
        var error = response.path("error");
        var answer = id.isString()
                ? new McpSchema.JSONRPCResponse(
                        "2.0", id.stringValue(), response.get("result"),
                        response.has("error")
                                ? new McpSchema.JSONRPCResponse.JSONRPCError(
                                        error.path("code").asInt(Refusal.INTERNAL), error.path("message").asString("an error"), null)
                                : null)
                : null;
        boolean taken = answer != null
                && Boolean.TRUE.equals(session.sdk().accept(answer).thenReturn(true).onErrorReturn(false).block());
        exchange.reply(taken
                ? HttpReply.empty(202)
                : Refusal.of(400, Refusal.INVALID_REQUEST, "Nothing was asked under this id.").answering(id).reply());
    }

    private void end(Session session) {
        sessions.close(session);
        listeners.remove(session);
        session.dismiss();
    }

    private static Refusal noSession(@Nullable String id) {
        return id == null || id.isBlank()
                ? Refusal.of(400, Refusal.INVALID_REQUEST, "The Mcp-Session-Id header is missing: initialize first.")
                : Refusal.of(404, Refusal.NO_SESSION, "Session not found: initialize again.");
    }

    private static @Nullable JsonNode idOf(@Nullable Reading body) {
        return body instanceof Reading.Read(var message) ? message.id() : null;
    }

    private static Session.Holder holder(IncomingRequest request) {
        return new Session.Holder(request.principal().name(), request.caller().endpoint());
    }
}
