package signalbox.kit.legacy;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.content.Printable;
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
            MethodResult.refused(Refusal.INVALID_PARAMS, "'uri' is missing or not a string: it names the resource.");
    private static final int MOST_ROUNDS = 16;
    private static final int MOST_SUBSCRIPTIONS = 1_000;

    private final Methods methods;
    private final LiveCredentials credentials;

    SessionRequests(Methods methods, LiveCredentials credentials) {
        this.methods = methods;
        this.credentials = credentials;
    }

    HttpReply initialized(CallerContext caller, Message message) {
        var requested = message.params().path("protocolVersion").stringValue();
        var versions = LegacyProtocol.VERSIONS;
        var tree = JsonNodeFactory.instance.objectNode()
                .put("protocolVersion", versions.contains(requested) ? requested : versions.getLast());
        tree.set("capabilities", ServerCapabilities.of(methods.features(), caller));
        var server = methods.features().tools().serverInfo(caller);
        tree.putObject("serverInfo")
                .put("name", server.name()).put("title", server.title()).put("version", server.version());
        var instructions = methods.features().instructions(caller);
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return HttpReply.json(200, Result.of(message.id(), tree));
    }

    void serve(Session session, IncomingRequest request, Message message, HttpExchange exchange) {
        var id = message.id();
        if (id == null) {
            if (message.method().equals("notifications/cancelled") && message.params().has("requestId")) {
                session.cancel(message.params().path("requestId"));
            }
            exchange.reply(HttpReply.empty(202));
            return;
        }
        var stream = new SessionStream(session, exchange, message, request.takesStream());
        session.runs(id, stream);
        try {
            answer(request, id, result(session, request, message, stream), stream);
        } finally {
            session.ran(id);
        }
    }

    private MethodResult result(Session session, IncomingRequest request, Message message, SessionStream stream) {
        return switch (message.method()) {
            case "ping" -> new MethodResult.Result(JsonNodeFactory.instance.objectNode());
            case "logging/setLevel" -> level(session, message.params().path("level").asString(""));
            case "resources/subscribe" -> subscribe(session, request.caller(), message.params().get("uri"));
            case "resources/unsubscribe" -> unsubscribe(session, message.params().get("uri"));
            default -> {
                var method = methods.named(message.method());
                yield method == null
                        ? MethodResult.refused(Refusal.METHOD_NOT_FOUND, "Method not found: " + Printable.of(message.method()))
                        : answered(method, request, message, stream);
            }
        };
    }

    private static MethodResult level(Session session, String word) {
        var level = LoggingLevel.of(word);
        if (level == null) {
            return MethodResult.refused(Refusal.INVALID_PARAMS, "'level' must be one of " + LoggingLevel.words() + ".");
        }
        session.sdk().setMinLoggingLevel(McpSchema.LoggingLevel.valueOf(level.name()));
        return new MethodResult.Result(JsonNodeFactory.instance.objectNode());
    }

    private MethodResult subscribe(Session session, CallerContext caller, @Nullable JsonNode uri) {
        if (uri == null || !uri.isString()) {
            return NO_URI;
        }
        if (!methods.features().resources().isOpen(caller, uri.stringValue())) {
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

    /// Calls the method; where it needs answers, asks the client for them and calls it again from the start. A person takes
    /// time to answer, so the credential is checked again then.
    private MethodResult answered(Methods.Method method, IncomingRequest request, Message message, SessionStream stream) {
        var context = new CallContext(request.caller(), stream, InputResponses.NONE, credentials.live(request), _ -> null);
        var result = method.of(context, message.params());
        for (int round = 0; round < MOST_ROUNDS && result instanceof MethodResult.Asking(var questions); round++) {
            var answers = ask(questions, stream);
            if (answers.refusal() != null) {
                return new MethodResult.Refused(answers.refusal());
            }
            if (!credentials.live(request).getAsBoolean()) {
                return MethodResult.refused(Refusal.INVALID_REQUEST, "The token is no longer valid. Nothing was done.");
            }
            result = method.of(context.with(new InputResponses(answers.given(), questions.state())), message.params());
        }
        return result;
    }

    /// @param refusal why there are no answers, or null
    private record Answers(Map<String, ObjectNode> given, @Nullable Refusal refusal) {
        static Answers refused(String text) {
            return new Answers(Map.of(), Refusal.of(200, Refusal.INTERNAL, text));
        }
    }

    private static Answers ask(InputRequired questions, SessionStream stream) {
        var given = new HashMap<String, ObjectNode>();
        for (var each : questions.asked().entrySet()) {
            var needs = each.getValue().needs();
            if (!stream.can(needs)) {
                return Answers.refused("This needs a client that can do " + needs.word() + ".");
            }
            try {
                given.put(each.getKey(), stream.ask(each.getValue()).get());
            } catch (ExecutionException | CancellationException _) {
                return Answers.refused("The client gave no answer to a request of kind " + needs.word() + ". Nothing was done.");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Answers.refused("The server is closing. Nothing was done.");
            }
        }
        var tree = JsonNodeFactory.instance.objectNode();
        given.forEach(tree::set);
        var fitting = InputRequestJson.fitting(questions, tree);
        return fitting == null
                ? Answers.refused("The client's answer is not of the form that was asked for. Nothing was done.")
                : new Answers(fitting, null);
    }

    private void answer(IncomingRequest request, JsonNode id, MethodResult result, SessionStream stream) {
        switch (result) {
            case MethodResult.Result(var tree) -> stream.answer(Result.of(id, tree));
            case MethodResult.Page page -> stream.answer(page(id, page));
            case MethodResult.Refused(var refusal) -> stream.refuse(refusal.answering(id));
            case MethodResult.OutOfScope(var scopes) -> stream.refuse(credentials.insufficientScope().refusal(request, scopes).answering(id));
            case MethodResult.NoResource(var uri) -> stream.refuse(Refusal.of(200, NO_RESOURCE, "Resource not found.")
                    .with(JsonNodeFactory.instance.objectNode().put("uri", uri))
                    .answering(id));
            case MethodResult.Asking _ -> stream.refuse(
                    Refusal.of(200, Refusal.INTERNAL, "The tool asked too many times without finishing.").answering(id));
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
