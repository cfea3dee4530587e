package signalbox.kit.legacy;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.call.Printable;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.input.InputRequired;
import signalbox.kit.input.InputResponses;
import signalbox.kit.input.LoggingLevel;
import signalbox.kit.protocol.IncomingRequest;
import signalbox.kit.protocol.InputRequestJson;
import signalbox.kit.protocol.LiveCredentials;
import signalbox.kit.protocol.MethodResult;
import signalbox.kit.protocol.Methods;
import signalbox.kit.protocol.ServerCapabilities;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.rpc.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers the requests and takes the notifications of a session.
final class SessionRequests {
    private static final int NO_RESOURCE = -32002;
    private static final MethodResult NO_URI =
            MethodResult.refused(Refusal.INVALID_PARAMS, "'uri' is missing or no string: it names the resource.");
    private static final int MOST_ROUNDS = 16;
    private static final int MOST_SUBSCRIPTIONS = 1_000;

    private final Methods methods;
    private final LiveCredentials doorkeeper;

    SessionRequests(Methods methods, LiveCredentials doorkeeper) {
        this.methods = methods;
        this.doorkeeper = doorkeeper;
    }

    HttpReply welcome(CallerContext visit, Message message) {
        var asked = message.params().path("protocolVersion").stringValue();
        var versions = LegacyProtocol.VERSIONS;
        var tree = JsonNodeFactory.instance.objectNode()
                .put("protocolVersion", versions.contains(asked) ? asked : versions.getLast());
        tree.set("capabilities", ServerCapabilities.of(methods.desks(), visit));
        var welcome = methods.desks().tools().welcome(visit);
        tree.putObject("serverInfo")
                .put("name", welcome.name()).put("title", welcome.title()).put("version", welcome.version());
        var instructions = methods.desks().instructions(visit);
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return HttpReply.json(200, Result.of(message.id(), tree));
    }

    void serve(Session session, IncomingRequest arrival, Message message, HttpExchange exchange) {
        var id = message.id();
        if (id == null) {
            if (message.method().equals("notifications/cancelled") && message.params().has("requestId")) {
                session.cancel(message.params().path("requestId"));
            }
            exchange.reply(HttpReply.empty(202));
            return;
        }
        var outlet = new SessionStream(session, exchange, message);
        session.runs(id, outlet);
        try {
            answer(arrival, id, said(session, arrival, message, outlet), outlet);
        } finally {
            session.ran(id);
        }
    }

    private MethodResult said(Session session, IncomingRequest arrival, Message message, SessionStream outlet) {
        return switch (message.method()) {
            case "ping" -> new MethodResult.Result(JsonNodeFactory.instance.objectNode());
            case "logging/setLevel" -> level(session, message.params().path("level").asString(""));
            case "resources/subscribe" -> subscribe(session, arrival.visit(), message.params().get("uri"));
            case "resources/unsubscribe" -> unsubscribe(session, message.params().get("uri"));
            default -> {
                var method = methods.named(message.method());
                yield method == null
                        ? MethodResult.refused(Refusal.METHOD_NOT_FOUND, "Method not found: " + Printable.of(message.method()))
                        : answered(method, arrival, message, outlet);
            }
        };
    }

    private static MethodResult level(Session session, String word) {
        var level = LoggingLevel.of(word);
        if (level == null) {
            return MethodResult.refused(Refusal.INVALID_PARAMS, "'level' is one of " + LoggingLevel.words() + ".");
        }
        session.sdk().setMinLoggingLevel(McpSchema.LoggingLevel.valueOf(level.name()));
        return new MethodResult.Result(JsonNodeFactory.instance.objectNode());
    }

    private MethodResult subscribe(Session session, CallerContext visit, @Nullable JsonNode uri) {
        if (uri == null || !uri.isString()) {
            return NO_URI;
        }
        if (!methods.desks().resources().isOpen(visit, uri.stringValue())) {
            return new MethodResult.NoResource(uri.stringValue());
        }
        if (session.subscriptions() >= MOST_SUBSCRIPTIONS) {
            return MethodResult.refused(Refusal.INVALID_REQUEST, "Too many subscriptions in one session: " + MOST_SUBSCRIPTIONS + " is the most.");
        }
        session.subscribe(uri.stringValue());
        return new MethodResult.Result(JsonNodeFactory.instance.objectNode());
    }

    private static MethodResult unsubscribe(Session session, @Nullable JsonNode uri) {
        if (uri == null || !uri.isString()) {
            return NO_URI;
        }
        session.unsubscribe(uri.stringValue());
        return new MethodResult.Result(JsonNodeFactory.instance.objectNode());
    }

    /// Does it; where it needs answers, asks the client for them and does it again from its start. A person takes time to
    /// answer: the credential must still be good then.
    private MethodResult answered(Methods.Method method, IncomingRequest arrival, Message message, SessionStream outlet) {
        var line = new CallContext(outlet, InputResponses.NONE, doorkeeper.standing(arrival), _ -> null);
        var said = method.of(arrival.visit(), message.params(), line);
        for (int round = 0; round < MOST_ROUNDS && said instanceof MethodResult.Asking(var questions); round++) {
            var answers = ask(questions, outlet);
            if (answers.refusal() != null) {
                return new MethodResult.Refused(answers.refusal());
            }
            if (!doorkeeper.standing(arrival).getAsBoolean()) {
                return MethodResult.refused(Refusal.INVALID_REQUEST, "The token is no longer good. Nothing was done.");
            }
            said = method.of(arrival.visit(), message.params(), line.answering(new InputResponses(answers.given(), questions.state())));
        }
        return said;
    }

    /// @param refusal why there are no answers, or null
    private record Asked(Map<String, ObjectNode> given, @Nullable Refusal refusal) {
        static Asked refused(String text) {
            return new Asked(Map.of(), Refusal.of(200, Refusal.INTERNAL, text));
        }
    }

    private static Asked ask(InputRequired questions, SessionStream outlet) {
        var given = new HashMap<String, ObjectNode>();
        for (var each : questions.asked().entrySet()) {
            var needs = each.getValue().needs();
            if (!outlet.can(needs)) {
                return Asked.refused("This needs a client that can do " + needs.word() + ".");
            }
            try {
                given.put(each.getKey(), outlet.ask(each.getValue()).get());
            } catch (ExecutionException | CancellationException _) {
                return Asked.refused("The client gave no answer to a request of kind " + needs.word() + ". Nothing was done.");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Asked.refused("The server is closing. Nothing was done.");
            }
        }
        var tree = JsonNodeFactory.instance.objectNode();
        given.forEach(tree::set);
        var fitting = InputRequestJson.fitting(questions, tree);
        return fitting == null
                ? Asked.refused("The client's answer is not of the form that was asked for. Nothing was done.")
                : new Asked(fitting, null);
    }

    private void answer(IncomingRequest arrival, JsonNode id, MethodResult said, SessionStream outlet) {
        switch (said) {
            case MethodResult.Result(var tree) -> outlet.answer(Result.of(id, tree));
            case MethodResult.Page page -> outlet.answer(page(id, page));
            case MethodResult.Refused(var refusal) -> outlet.refuse(refusal.answering(id));
            case MethodResult.OutOfScope(var scopes) -> outlet.refuse(doorkeeper.tooNarrow().refusal(arrival, scopes).answering(id));
            case MethodResult.NoResource(var uri) -> outlet.refuse(Refusal.of(200, NO_RESOURCE, "Resource not found.")
                    .with(JsonNodeFactory.instance.objectNode().put("uri", uri))
                    .answering(id));
            case MethodResult.Asking _ -> outlet.refuse(
                    Refusal.of(200, Refusal.INTERNAL, "The server asked too often without coming to an end.").answering(id));
        }
    }

    private static byte[][] page(JsonNode id, MethodResult.Page page) {
        var rest = JsonNodeFactory.instance.objectNode();
        if (page.next() != null) {
            rest.put("nextCursor", page.next());
        }
        return Result.page(id, page.key(), page.entries(), rest);
    }
}
