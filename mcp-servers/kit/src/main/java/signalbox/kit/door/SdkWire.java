package signalbox.kit.door;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import signalbox.kit.desk.CallAnswer;
import signalbox.kit.desk.ToolDesk;
import signalbox.kit.work.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Speaks the revisions up to 2025-11-25 through the MCP SDK, which keeps the sessions and frames the streams.
///
/// What a list or a call is answered comes from the desk, for whoever sent this very request.
final class SdkWire {
    private static final Logger LOG = LoggerFactory.getLogger(SdkWire.class);
    private static final ScopedValue<Arrival> ARRIVAL = ScopedValue.newInstance();
    private static final String ARRIVED = "arrival";

    private final ToolDesk desk;
    private final Sessions sessions;
    private final HttpServletStreamableServerTransportProvider transport;
    private final Map<String, McpRequestHandler<?>> requests = Map.of(
            "ping", answering((_, _) -> JsonNodeFactory.instance.objectNode()),
            "tools/list", answering(this::list),
            "tools/call", answering(this::call));

    SdkWire(ToolDesk desk, Sessions sessions, Duration sweep, int mostBytes) {
        this.desk = desk;
        this.sessions = sessions;
        transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(new JacksonMcpJsonMapper(MessageReader.mapper()))
                .mcpEndpoint("") // the path was matched before; the SDK would only look at its end
                .contextExtractor(_ -> McpTransportContext.create(Map.of(ARRIVED, ARRIVAL.get())))
                .maxRequestSize(mostBytes * 6) // the checked message, at worst with every character escaped
                .sessionSweepInterval(sweep)
                .build();
        transport.setSessionFactory(asked -> session(ARRIVAL.get(), asked));
    }

    /// Why this wire cannot take the request, or null.
    @Nullable Refusal refusal(Arrival arrival, HttpServletRequest request) {
        var version = request.getHeader(HttpHeaders.PROTOCOL_VERSION);
        if (version != null && !transport.protocolVersions().contains(version)) {
            return Refusal.of(400, Refusal.INVALID_REQUEST, "Unsupported protocol version '" + Printable.of(version)
                    + "'; supported: " + String.join(", ", transport.protocolVersions()) + ".");
        }
        var message = arrival.message();
        if (message != null && message.isInitialize()) {
            return refusedSession(arrival, message);
        }
        var session = request.getHeader(HttpHeaders.MCP_SESSION_ID);
        if (session == null || session.isBlank()) {
            return Refusal.of(400, Refusal.INVALID_REQUEST, "The Mcp-Session-Id header is missing: initialize first.");
        }
        return sessions.use(session, arrival.holder())
                ? null
                : Refusal.of(404, Refusal.NO_SESSION, "Session not found: initialize again.");
    }

    /// Answers a request that was not refused.
    void serve(Arrival arrival, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            ScopedValue.where(ARRIVAL, arrival).call(() -> {
                transport.service(request, response);
                return response;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Tells every open stream that lists may have changed.
    void announceChange() {
        transport.notifyClients("notifications/tools/list_changed", Map.of()).block();
    }

    void close() {
        transport.closeGracefully().block();
    }

    private @Nullable Refusal refusedSession(Arrival arrival, Message message) {
        var params = message.params();
        if (!params.path("protocolVersion").isString() || !params.path("capabilities").isObject()
                || !params.path("clientInfo").path("name").isString()
                || !params.path("clientInfo").path("version").isString()) {
            return Refusal.of(400, Refusal.INVALID_PARAMS,
                    "'initialize' needs protocolVersion, capabilities and clientInfo with name and version.");
        }
        return sessions.hasRoomFor(arrival.holder(), arrival.visit().who())
                ? null
                : Refusal.of(429, Refusal.INVALID_REQUEST,
                        "Too many open sessions: end some with DELETE, or wait until idle ones expire.");
    }

    private McpStreamableServerSessionInit session(Arrival arrival, McpSchema.InitializeRequest asked) {
        var id = UUID.randomUUID().toString();
        var session = new McpStreamableServerSession(
                id, asked.capabilities(), asked.clientInfo(), Duration.ofSeconds(30), requests, Map.of(
                        "notifications/initialized", (_, _) -> Mono.empty(),
                        "notifications/cancelled", (_, _) -> Mono.empty()),
                () -> Mono.fromRunnable(() -> sessions.close(id)));
        sessions.open(arrival.holder(), arrival.visit().who(), session);
        return new McpStreamableServerSessionInit(session, Mono.just(welcome(arrival, asked)));
    }

    private McpSchema.InitializeResult welcome(Arrival arrival, McpSchema.InitializeRequest asked) {
        var spoken = transport.protocolVersions();
        var welcome = desk.welcome(arrival.visit());
        var instructions = welcome.instructions().isEmpty() ? null : welcome.instructions();
        return McpSchema.InitializeResult.builder(
                        spoken.contains(asked.protocolVersion()) ? asked.protocolVersion() : spoken.getLast(),
                        McpSchema.ServerCapabilities.builder().tools(true).build(),
                        McpSchema.Implementation.builder(welcome.name(), welcome.version()).title(welcome.title()).build())
                .instructions(instructions)
                .build();
    }

    private JsonNode list(Arrival arrival, Message message) {
        if (message.params().has("cursor")) {
            throw refused(Refusal.INVALID_PARAMS, "Lists here have one page: there is no such cursor.");
        }
        return ToolTree.list(desk.list(arrival.visit()));
    }

    private JsonNode call(Arrival arrival, Message message) {
        return switch (CallParams.of(message.params())) {
            case CallParams.Asked.Badly(var text) -> throw refused(Refusal.INVALID_PARAMS, text);
            case CallParams.Asked.Well(var call) -> switch (desk.call(arrival.visit(), call)) {
                case CallAnswer.NotFound(var name) ->
                    throw refused(Refusal.INVALID_PARAMS, "Tool '" + Printable.of(name) + "' not found.");
                case CallAnswer.Uncovered(var text) -> throw refused(Refusal.INVALID_PARAMS, text);
                case CallAnswer.Answered answer -> ToolTree.result(answer, arrival.visit().behalf() != null);
            };
        };
    }

    private interface Answer {
        JsonNode of(Arrival arrival, Message message);
    }

    private static McpRequestHandler<JsonNode> answering(Answer answer) {
        return (exchange, _) -> Mono.fromCallable(() -> {
            var arrival = (Arrival) exchange.transportContext().get(ARRIVED);
            var message = arrival.message();
            if (message == null) {
                throw new IllegalStateException("a request without a message");
            }
            return answer.of(arrival, message);
        }).onErrorMap(e -> !(e instanceof McpError), SdkWire::masked);
    }

    private static McpError masked(Throwable e) {
        LOG.error("A request broke", e);
        return refused(Refusal.INTERNAL, "The server could not answer through a fault of its own.");
    }

    private static McpError refused(int code, String text) {
        return McpError.builder(code).message(text).build();
    }
}
