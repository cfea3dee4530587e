package signalbox.kit.modern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.HeaderParameter;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.call.Printable;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.feature.Tools;
import signalbox.kit.input.InputRequired;
import signalbox.kit.input.InputResponses;
import signalbox.kit.notification.ChangeListeners;
import signalbox.kit.protocol.IncomingRequest;
import signalbox.kit.protocol.InputRequestJson;
import signalbox.kit.protocol.LiveCredentials;
import signalbox.kit.protocol.MethodResult;
import signalbox.kit.protocol.Methods;
import signalbox.kit.protocol.Protocol;
import signalbox.kit.protocol.ServerCapabilities;
import signalbox.kit.rpc.Message;
import signalbox.kit.rpc.Reading;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Speaks revision 2026-07-28.
public final class ModernProtocol implements Protocol {
    public static final String VERSION = RequestEnvelope.VERSION;

    private static final Set<String> OWN = Set.of("server/discover", "subscriptions/listen");
    private static final Set<String> CACHEABLE = Set.of(
            "tools/list", "resources/list", "resources/templates/list", "resources/read", "prompts/list");
    private static final long TIME_TO_LIVE = Tools.TIME_TO_LIVE.toMillis();

    private final Methods methods;
    private final RequestStates states;
    private final Subscriptions subscriptions;
    private final LiveCredentials doorkeeper;
    private final List<String> supported;
    private final Map<String, List<HeaderParameter>> mirrored = new ConcurrentHashMap<>();

    /// @param legacy the revisions that are spoken beside this one
    public ModernProtocol(Methods methods, RequestStates states, ChangeListeners listeners, LiveCredentials doorkeeper, List<String> legacy) {
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
    public static boolean isSpoken(IncomingRequest arrival, List<String> legacy) {
        var head = arrival.head();
        var version = head.header("MCP-Protocol-Version");
        boolean named = version != null && !legacy.contains(version);
        if (!(arrival.body() instanceof Reading.Read(var message))) {
            return named;
        }
        boolean opens = message.method().equals("initialize") && VERSION.equals(version);
        boolean own = OWN.contains(message.method()) && head.header("Mcp-Session-Id") == null;
        return RequestEnvelope.isOf(message) || own || (named && !opens);
    }

    @Override
    public void serve(IncomingRequest arrival, HttpExchange exchange) {
        switch (arrival.body()) {
            case null -> exchange.reply(RequestEnvelope.withoutMessage(arrival.head(), supported).reply());
            case Reading.Unreadable(var refusal) -> exchange.reply(refusal.reply());
            case Reading.Answer(var response) -> exchange.reply(Refusal.of(
                            400, Refusal.INVALID_REQUEST, "Send answers as 'inputResponses' of the request that needs them.")
                    .answering(response.get("id"))
                    .reply());
            case Reading.Read(var message) -> message(arrival, message, exchange);
        }
    }

    private void message(IncomingRequest arrival, Message message, HttpExchange exchange) {
        var id = message.id();
        if (id == null) {
            exchange.reply(HttpReply.empty(202)); // none of the core protocol's notifications asks for anything here
            return;
        }
        var envelope = new RequestEnvelope(arrival.head(), message);
        var refusal = envelope.refusal(supported);
        if (refusal != null) {
            exchange.reply(refusal.answering(id).reply());
            return;
        }
        switch (message.method()) {
            case "server/discover" -> exchange.reply(HttpReply.json(200, discovered(arrival, id)));
            case "subscriptions/listen" -> subscriptions.open(
                    arrival.visit(), id, message.params().path("notifications"),
                    new Subscriptions.Line(exchange, doorkeeper.standing(arrival)));
            default -> method(arrival, new Asked(message, id, envelope), exchange);
        }
    }

    private record Asked(Message message, JsonNode id, RequestEnvelope envelope) {}

    private void method(IncomingRequest arrival, Asked asked, HttpExchange exchange) {
        var method = methods.named(asked.message().method());
        if (method == null) {
            exchange.reply(Refusal.of(404, Refusal.METHOD_NOT_FOUND,
                            "There is no method '" + Printable.of(asked.message().method()) + "' in revision " + VERSION + ".")
                    .answering(asked.id())
                    .reply());
            return;
        }
        var outlet = new ResponseStream(exchange, asked.message());
        var line = new CallContext(outlet, InputResponses.NONE, doorkeeper.standing(arrival), descriptor ->
                asked.envelope().objection(mirrored(descriptor), asked.message().params().path("arguments")));
        var said = said(arrival, asked.message(), method, line);
        answer(arrival, asked, said, outlet);
    }

    /// Does it with the answers that came along; asks again where they are not enough.
    private MethodResult said(IncomingRequest arrival, Message message, Methods.Method method, CallContext line) {
        var visit = arrival.visit();
        return switch (states.returned(visit, message)) {
            case RequestStates.Returned.Nothing() -> method.of(visit, message.params(), line);
            case RequestStates.Returned.Complete(var answers) -> method.of(visit, message.params(), line.answering(answers));
            case RequestStates.Returned.Incomplete(var questions) -> new MethodResult.Asking(questions);
            case RequestStates.Returned.Refused(var text) -> MethodResult.refused(Refusal.INVALID_PARAMS, text);
            case RequestStates.Returned.Unasked(var answers) -> {
                var first = method.of(visit, message.params(), line);
                if (!(first instanceof MethodResult.Asking(var questions))) {
                    yield first;
                }
                var given = InputRequestJson.fitting(questions, answers);
                yield given == null
                        ? first
                        : method.of(visit, message.params(), line.answering(new InputResponses(given, questions.state())));
            }
        };
    }

    private void answer(IncomingRequest arrival, Asked asked, MethodResult said, ResponseStream outlet) {
        var server = methods.desks().tools().welcome(arrival.visit());
        var freshness = CACHEABLE.contains(asked.message().method()) ? new ResultFrame.Freshness(TIME_TO_LIVE) : ResultFrame.Freshness.UNSAID;
        switch (said) {
            case MethodResult.Result(var tree) -> outlet.answer(ResultFrame.result(asked.id(), tree, server, freshness));
            case MethodResult.Page page -> outlet.answer(ResultFrame.page(asked.id(), page, server, TIME_TO_LIVE));
            case MethodResult.Refused(var refusal) -> outlet.refuse(refusal.answering(asked.id()));
            case MethodResult.OutOfScope(var scopes) -> outlet.refuse(doorkeeper.tooNarrow().refusal(arrival, scopes).answering(asked.id()));
            case MethodResult.NoResource(var uri) -> outlet.refuse(noResource(uri).answering(asked.id()));
            case MethodResult.Asking(var questions) -> ask(arrival, asked, questions, outlet);
        }
    }

    private void ask(IncomingRequest arrival, Asked asked, InputRequired questions, ResponseStream outlet) {
        var missing = InputRequestJson.missing(questions, outlet.declared());
        if (missing.isEmpty()) {
            outlet.answer(ResultFrame.asking(
                    asked.id(), InputRequestJson.requests(questions), states.seal(arrival.visit(), asked.message(), questions),
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

    private byte[] discovered(IncomingRequest arrival, JsonNode id) {
        var tree = JsonNodeFactory.instance.objectNode();
        var versions = tree.putArray("supportedVersions");
        supported.forEach(versions::add);
        tree.set("capabilities", ServerCapabilities.of(methods.desks(), arrival.visit()));
        var welcome = methods.desks().tools().welcome(arrival.visit());
        var instructions = methods.desks().instructions(arrival.visit());
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return ResultFrame.result(id, tree, welcome, new ResultFrame.Freshness(TIME_TO_LIVE));
    }

    private List<HeaderParameter> mirrored(Descriptor descriptor) {
        return mirrored.computeIfAbsent(descriptor.digest(), _ -> descriptor.headerParameters());
    }

    private static Refusal noResource(String uri) {
        return Refusal.of(200, Refusal.INVALID_PARAMS, "Resource not found.")
                .with(JsonNodeFactory.instance.objectNode().put("uri", uri));
    }
}
