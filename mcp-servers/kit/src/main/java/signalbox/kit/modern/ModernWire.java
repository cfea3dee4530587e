package signalbox.kit.modern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.HeaderParameter;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.Questions;
import signalbox.kit.desk.Line;
import signalbox.kit.desk.ToolDesk;
import signalbox.kit.http.Exchange;
import signalbox.kit.http.Reply;
import signalbox.kit.notice.Listeners;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Reading;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.wire.Arrival;
import signalbox.kit.wire.Capabilities;
import signalbox.kit.wire.Doorkeeper;
import signalbox.kit.wire.Methods;
import signalbox.kit.wire.QuestionTree;
import signalbox.kit.wire.Said;
import signalbox.kit.wire.Wire;
import signalbox.kit.work.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Speaks revision 2026-07-28.
public final class ModernWire implements Wire {
    public static final String VERSION = Envelope.VERSION;

    private static final Set<String> OWN = Set.of("server/discover", "subscriptions/listen");
    private static final Set<String> CACHEABLE = Set.of(
            "tools/list", "resources/list", "resources/templates/list", "resources/read", "prompts/list");
    private static final long TIME_TO_LIVE = ToolDesk.TIME_TO_LIVE.toMillis();

    private final Methods methods;
    private final RequestStates states;
    private final Subscriptions subscriptions;
    private final Doorkeeper doorkeeper;
    private final List<String> supported;
    private final Map<String, List<HeaderParameter>> mirrored = new ConcurrentHashMap<>();

    /// @param legacy the revisions that are spoken beside this one
    public ModernWire(Methods methods, RequestStates states, Listeners listeners, Doorkeeper doorkeeper, List<String> legacy) {
        this.methods = methods;
        this.states = states;
        this.doorkeeper = doorkeeper;
        subscriptions = new Subscriptions(listeners, methods.desks().resources());
        supported = new ArrayList<>(List.of(VERSION));
        legacy.reversed().forEach(supported::add);
    }

    /// Whether a request is to be read as one of this revision: it says so in its `_meta`, or by a method that only this one
    /// has and without a session, or its header names none of the revisions before. `initialize` belongs to those
    /// (basic/versioning).
    public static boolean isSpoken(Arrival arrival, List<String> legacy) {
        var head = arrival.head();
        var version = head.header("MCP-Protocol-Version");
        boolean named = version != null && !legacy.contains(version);
        if (!(arrival.body() instanceof Reading.Read(var message))) {
            return named;
        }
        boolean opens = message.method().equals("initialize") && VERSION.equals(version);
        boolean own = OWN.contains(message.method()) && head.header("Mcp-Session-Id") == null;
        return Envelope.isOf(message) || own || (named && !opens);
    }

    @Override
    public void serve(Arrival arrival, Exchange exchange) {
        switch (arrival.body()) {
            case null -> exchange.reply(Envelope.withoutMessage(arrival.head(), supported).reply());
            case Reading.Unreadable(var refusal) -> exchange.reply(refusal.reply());
            case Reading.Answer(var response) -> exchange.reply(Refusal.of(
                            400, Refusal.INVALID_REQUEST, "Send answers as 'inputResponses' of the request that needs them.")
                    .answering(response.get("id"))
                    .reply());
            case Reading.Read(var message) -> message(arrival, message, exchange);
        }
    }

    private void message(Arrival arrival, Message message, Exchange exchange) {
        var id = message.id();
        if (id == null) {
            exchange.reply(Reply.empty(202)); // none of the core protocol's notifications asks for anything here
            return;
        }
        var envelope = new Envelope(arrival.head(), message);
        var refusal = envelope.refusal(supported);
        if (refusal != null) {
            exchange.reply(refusal.answering(id).reply());
            return;
        }
        switch (message.method()) {
            case "server/discover" -> exchange.reply(Reply.json(200, discovered(arrival, id)));
            case "subscriptions/listen" -> subscriptions.open(
                    arrival.visit(), id, message.params().path("notifications"),
                    new Subscriptions.Line(exchange, doorkeeper.standing(arrival)));
            default -> method(arrival, new Asked(message, id, envelope), exchange);
        }
    }

    private record Asked(Message message, JsonNode id, Envelope envelope) {}

    private void method(Arrival arrival, Asked asked, Exchange exchange) {
        var method = methods.named(asked.message().method());
        if (method == null) {
            exchange.reply(Refusal.of(404, Refusal.METHOD_NOT_FOUND,
                            "There is no method '" + Printable.of(asked.message().method()) + "' in revision " + VERSION + ".")
                    .answering(asked.id())
                    .reply());
            return;
        }
        var outlet = new Outlet(exchange, asked.message());
        var line = new Line(outlet, Answers.NONE, doorkeeper.standing(arrival), descriptor ->
                asked.envelope().objection(mirrored(descriptor), asked.message().params().path("arguments")));
        var said = said(arrival, asked.message(), method, line);
        answer(arrival, asked, said, outlet);
    }

    /// Does it with the answers that came along; asks again where they are not enough.
    private Said said(Arrival arrival, Message message, Methods.Method method, Line line) {
        var visit = arrival.visit();
        return switch (states.returned(visit, message)) {
            case RequestStates.Returned.Nothing() -> method.of(visit, message.params(), line);
            case RequestStates.Returned.Complete(var answers) -> method.of(visit, message.params(), line.answering(answers));
            case RequestStates.Returned.Incomplete(var questions) -> new Said.Asking(questions);
            case RequestStates.Returned.Refused(var text) -> Said.refused(Refusal.INVALID_PARAMS, text);
            case RequestStates.Returned.Unasked(var answers) -> {
                var first = method.of(visit, message.params(), line);
                if (!(first instanceof Said.Asking(var questions))) {
                    yield first;
                }
                var given = QuestionTree.fitting(questions, answers);
                yield given == null
                        ? first
                        : method.of(visit, message.params(), line.answering(new Answers(given, questions.state())));
            }
        };
    }

    private void answer(Arrival arrival, Asked asked, Said said, Outlet outlet) {
        var server = methods.desks().tools().welcome(arrival.visit());
        var freshness = CACHEABLE.contains(asked.message().method()) ? new Frame.Freshness(TIME_TO_LIVE) : Frame.Freshness.UNSAID;
        switch (said) {
            case Said.Result(var tree) -> outlet.answer(Frame.result(asked.id(), tree, server, freshness));
            case Said.Page page -> outlet.answer(Frame.page(asked.id(), page, server, TIME_TO_LIVE));
            case Said.Refused(var refusal) -> outlet.refuse(refusal.answering(asked.id()));
            case Said.OutOfScope(var scopes) -> outlet.refuse(doorkeeper.tooNarrow().refusal(arrival, scopes).answering(asked.id()));
            case Said.NoResource(var uri) -> outlet.refuse(noResource(uri).answering(asked.id()));
            case Said.Asking(var questions) -> ask(arrival, asked, questions, outlet);
        }
    }

    private void ask(Arrival arrival, Asked asked, Questions questions, Outlet outlet) {
        var missing = QuestionTree.missing(questions, outlet.declared());
        if (missing.isEmpty()) {
            outlet.answer(Frame.asking(
                    asked.id(), QuestionTree.requests(questions), states.seal(arrival.visit(), asked.message(), questions),
                    methods.desks().tools().welcome(arrival.visit())));
            return;
        }
        var data = JsonNodeFactory.instance.objectNode();
        data.set("requiredCapabilities", missing);
        outlet.refuse(Refusal.of(400, Refusal.MISSING_CAPABILITY,
                        "This needs a client that can do " + String.join(", ", missing.propertyNames()) + ".")
                .with(data)
                .answering(asked.id()));
    }

    private byte[] discovered(Arrival arrival, JsonNode id) {
        var tree = JsonNodeFactory.instance.objectNode();
        var versions = tree.putArray("supportedVersions");
        supported.forEach(versions::add);
        tree.set("capabilities", Capabilities.of(methods.desks(), arrival.visit()));
        var welcome = methods.desks().tools().welcome(arrival.visit());
        var instructions = methods.desks().instructions(arrival.visit());
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return Frame.result(id, tree, welcome, new Frame.Freshness(TIME_TO_LIVE));
    }

    private List<HeaderParameter> mirrored(Descriptor descriptor) {
        return mirrored.computeIfAbsent(descriptor.digest(), _ -> descriptor.headerParameters());
    }

    private static Refusal noResource(String uri) {
        return Refusal.of(200, Refusal.INVALID_PARAMS, "Resource not found.")
                .with(JsonNodeFactory.instance.objectNode().put("uri", uri));
    }
}
