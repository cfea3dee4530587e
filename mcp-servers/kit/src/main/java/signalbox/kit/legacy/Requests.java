package signalbox.kit.legacy;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.LogLevel;
import signalbox.kit.ask.Questions;
import signalbox.kit.desk.Line;
import signalbox.kit.desk.Visit;
import signalbox.kit.http.Exchange;
import signalbox.kit.http.Reply;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.rpc.Result;
import signalbox.kit.wire.Arrival;
import signalbox.kit.wire.Doorkeeper;
import signalbox.kit.wire.Capabilities;
import signalbox.kit.wire.Methods;
import signalbox.kit.wire.QuestionTree;
import signalbox.kit.wire.Said;
import signalbox.kit.work.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers the requests and takes the notifications of a session.
final class Requests {
    private static final int NO_RESOURCE = -32002;
    private static final Said NO_URI =
            Said.refused(Refusal.INVALID_PARAMS, "'uri' is missing or no string: it names the resource.");
    private static final int MOST_ROUNDS = 16;
    private static final int MOST_SUBSCRIPTIONS = 1_000;

    private final Methods methods;
    private final Doorkeeper doorkeeper;

    Requests(Methods methods, Doorkeeper doorkeeper) {
        this.methods = methods;
        this.doorkeeper = doorkeeper;
    }

    Reply welcome(Visit visit, Message message) {
        var asked = message.params().path("protocolVersion").stringValue();
        var versions = LegacyWire.VERSIONS;
        var tree = JsonNodeFactory.instance.objectNode()
                .put("protocolVersion", versions.contains(asked) ? asked : versions.getLast());
        tree.set("capabilities", Capabilities.of(methods.desks(), visit));
        var welcome = methods.desks().tools().welcome(visit);
        tree.putObject("serverInfo")
                .put("name", welcome.name()).put("title", welcome.title()).put("version", welcome.version());
        var instructions = methods.desks().instructions(visit);
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return Reply.json(200, Result.of(message.id(), tree));
    }

    void serve(Session session, Arrival arrival, Message message, Exchange exchange) {
        var id = message.id();
        if (id == null) {
            if (message.method().equals("notifications/cancelled") && message.params().has("requestId")) {
                session.cancel(message.params().path("requestId"));
            }
            exchange.reply(Reply.empty(202));
            return;
        }
        var outlet = new Outlet(session, exchange, message);
        session.runs(id, outlet);
        try {
            answer(arrival, id, said(session, arrival, message, outlet), outlet);
        } finally {
            session.ran(id);
        }
    }

    private Said said(Session session, Arrival arrival, Message message, Outlet outlet) {
        return switch (message.method()) {
            case "ping" -> new Said.Result(JsonNodeFactory.instance.objectNode());
            case "logging/setLevel" -> level(session, message.params().path("level").asString(""));
            case "resources/subscribe" -> subscribe(session, arrival.visit(), message.params().get("uri"));
            case "resources/unsubscribe" -> unsubscribe(session, message.params().get("uri"));
            default -> {
                var method = methods.named(message.method());
                yield method == null
                        ? Said.refused(Refusal.METHOD_NOT_FOUND, "Method not found: " + Printable.of(message.method()))
                        : answered(method, arrival, message, outlet);
            }
        };
    }

    private static Said level(Session session, String word) {
        var level = LogLevel.of(word);
        if (level == null) {
            return Said.refused(Refusal.INVALID_PARAMS, "'level' is one of " + LogLevel.words() + ".");
        }
        session.sdk().setMinLoggingLevel(McpSchema.LoggingLevel.valueOf(level.name()));
        return new Said.Result(JsonNodeFactory.instance.objectNode());
    }

    private Said subscribe(Session session, Visit visit, @Nullable JsonNode uri) {
        if (uri == null || !uri.isString()) {
            return NO_URI;
        }
        if (!methods.desks().resources().isOpen(visit, uri.stringValue())) {
            return new Said.NoResource(uri.stringValue());
        }
        if (session.subscriptions() >= MOST_SUBSCRIPTIONS) {
            return Said.refused(Refusal.INVALID_REQUEST, "Too many subscriptions in one session: " + MOST_SUBSCRIPTIONS + " is the most.");
        }
        session.subscribe(uri.stringValue());
        return new Said.Result(JsonNodeFactory.instance.objectNode());
    }

    private static Said unsubscribe(Session session, @Nullable JsonNode uri) {
        if (uri == null || !uri.isString()) {
            return NO_URI;
        }
        session.unsubscribe(uri.stringValue());
        return new Said.Result(JsonNodeFactory.instance.objectNode());
    }

    /// Does it; where it needs answers, asks the client for them and does it again from its start. A person takes time to
    /// answer: the credential must still be good then.
    private Said answered(Methods.Method method, Arrival arrival, Message message, Outlet outlet) {
        var line = new Line(outlet, Answers.NONE, doorkeeper.standing(arrival), _ -> null);
        var said = method.of(arrival.visit(), message.params(), line);
        for (int round = 0; round < MOST_ROUNDS && said instanceof Said.Asking(var questions); round++) {
            var answers = ask(questions, outlet);
            if (answers.refusal() != null) {
                return new Said.Refused(answers.refusal());
            }
            if (!doorkeeper.standing(arrival).getAsBoolean()) {
                return Said.refused(Refusal.INVALID_REQUEST, "The token is no longer good. Nothing was done.");
            }
            said = method.of(arrival.visit(), message.params(), line.answering(new Answers(answers.given(), questions.state())));
        }
        return said;
    }

    /// @param refusal why there are no answers, or null
    private record Asked(Map<String, ObjectNode> given, @Nullable Refusal refusal) {
        static Asked refused(String text) {
            return new Asked(Map.of(), Refusal.of(200, Refusal.INTERNAL, text));
        }
    }

    private static Asked ask(Questions questions, Outlet outlet) {
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
        var fitting = QuestionTree.fitting(questions, tree);
        return fitting == null
                ? Asked.refused("The client's answer is not of the form that was asked for. Nothing was done.")
                : new Asked(fitting, null);
    }

    private void answer(Arrival arrival, JsonNode id, Said said, Outlet outlet) {
        switch (said) {
            case Said.Result(var tree) -> outlet.answer(Result.of(id, tree));
            case Said.Page page -> outlet.answer(page(id, page));
            case Said.Refused(var refusal) -> outlet.refuse(refusal.answering(id));
            case Said.OutOfScope(var scopes) -> outlet.refuse(doorkeeper.tooNarrow().refusal(arrival, scopes).answering(id));
            case Said.NoResource(var uri) -> outlet.refuse(Refusal.of(200, NO_RESOURCE, "Resource not found.")
                    .with(JsonNodeFactory.instance.objectNode().put("uri", uri))
                    .answering(id));
            case Said.Asking _ -> outlet.refuse(
                    Refusal.of(200, Refusal.INTERNAL, "The server asked too often without coming to an end.").answering(id));
        }
    }

    private static byte[][] page(JsonNode id, Said.Page page) {
        var rest = JsonNodeFactory.instance.objectNode();
        if (page.next() != null) {
            rest.put("nextCursor", page.next());
        }
        return Result.page(id, page.key(), page.entries(), rest);
    }
}
