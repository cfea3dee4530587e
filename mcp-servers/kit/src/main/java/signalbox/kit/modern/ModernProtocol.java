package signalbox.kit.modern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.HeaderParameter;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.kit.content.Printable;
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
    private final LiveCredentials credentials;
    private final List<String> supported;
    /// By digest. A server that is released anew for months does not remember every version there was.
    private final Cache<String, List<HeaderParameter>> mirrored = Caffeine.newBuilder().maximumSize(10_000).build();

    /// @param legacy the revisions that are spoken beside this one
    public ModernProtocol(Methods methods, RequestStates states, ChangeListeners listeners, LiveCredentials credentials, List<String> legacy) {
        this.methods = methods;
        this.states = states;
        this.credentials = credentials;
        subscriptions = new Subscriptions(listeners, methods.features().resources());
        supported = new ArrayList<>(List.of(VERSION));
        legacy.reversed().forEach(supported::add);
    }

    /// Whether a request belongs to this revision: its `_meta` says so, or it has no session and a method that only this
    /// revision has, or its header names none of the earlier revisions. `initialize` belongs to those (basic/versioning).
    public static boolean isSpoken(IncomingRequest request, List<String> legacy) {
        var head = request.head();
        var version = head.header("MCP-Protocol-Version");
        boolean named = version != null && !legacy.contains(version);
        if (!(request.body() instanceof Reading.Read(var message))) {
            return named;
        }
        boolean opens = message.method().equals("initialize") && VERSION.equals(version);
        boolean own = OWN.contains(message.method()) && head.header("Mcp-Session-Id") == null;
        return RequestEnvelope.isOf(message) || own || (named && !opens);
    }

    @Override
    public void serve(IncomingRequest request, HttpExchange exchange) {
        switch (request.body()) {
            case null -> exchange.reply(RequestEnvelope.withoutMessage(request.head(), supported).reply());
            case Reading.Unreadable(var refusal) -> exchange.reply(refusal.reply());
            case Reading.Answer(var response) -> exchange.reply(Refusal.of(
                            400, Refusal.INVALID_REQUEST, "Send answers as 'inputResponses' of the request that needs them.")
                    .answering(response.get("id"))
                    .reply());
            case Reading.Read(var message) -> message(request, message, exchange);
        }
    }

    private void message(IncomingRequest request, Message message, HttpExchange exchange) {
        var id = message.id();
        if (id == null) {
            exchange.reply(HttpReply.empty(202)); // no notification of the core protocol asks for anything here
            return;
        }
        var envelope = new RequestEnvelope(request.head(), message);
        var refusal = envelope.refusal(supported);
        if (refusal != null) {
            exchange.reply(refusal.answering(id).reply());
            return;
        }
        switch (message.method()) {
            case "server/discover" -> exchange.reply(HttpReply.json(200, discovered(request, id)));
            case "subscriptions/listen" -> listen(request, message, id, exchange);
            default -> method(request, new Call(message, id, envelope), exchange);
        }
    }

    private void listen(IncomingRequest request, Message message, JsonNode id, HttpExchange exchange) {
        if (!request.takesStream()) {
            exchange.reply(Refusal.of(406, Refusal.INVALID_REQUEST, "'subscriptions/listen' opens an event stream: accept text/event-stream.")
                    .answering(id)
                    .reply());
            return;
        }
        subscriptions.open(
                request.caller(), id, message.params().path("notifications"),
                new Subscriptions.Connection(exchange, request.principal().name(), credentials.live(request)));
    }

    private record Call(Message message, JsonNode id, RequestEnvelope envelope) {}

    private void method(IncomingRequest request, Call call, HttpExchange exchange) {
        var method = methods.named(call.message().method());
        if (method == null) {
            exchange.reply(Refusal.of(404, Refusal.METHOD_NOT_FOUND,
                            "There is no method '" + Printable.of(call.message().method()) + "' in revision " + VERSION + ".")
                    .answering(call.id())
                    .reply());
            return;
        }
        var response = new ResponseStream(exchange, call.message(), request.takesStream());
        var context = new CallContext(request.caller(), response, InputResponses.NONE, credentials.live(request), descriptor ->
                call.envelope().objection(mirrored(descriptor), call.message().params().path("arguments")));
        answer(request, call, result(context, call.message(), method), response);
    }

    /// Calls the method with the answers that came with the request; asks again where they are not enough.
    private MethodResult result(CallContext context, Message message, Methods.Method method) {
        return switch (states.returned(context.caller(), message)) {
            case RequestStates.Returned.Nothing() -> method.of(context, message.params());
            case RequestStates.Returned.Complete(var answers) -> method.of(context.with(answers), message.params());
            case RequestStates.Returned.Incomplete(var questions) -> new MethodResult.Asking(questions);
            case RequestStates.Returned.Refused(var text) -> MethodResult.refused(Refusal.INVALID_PARAMS, text);
            case RequestStates.Returned.Unasked(var answers) -> {
                var first = method.of(context, message.params());
                if (!(first instanceof MethodResult.Asking(var questions))) {
                    yield first;
                }
                var given = InputRequestJson.fitting(questions, answers);
                yield given == null
                        ? first
                        : method.of(context.with(new InputResponses(given, questions.state())), message.params());
            }
        };
    }

    private void answer(IncomingRequest request, Call call, MethodResult result, ResponseStream response) {
        var server = methods.features().tools().serverInfo(request.caller());
        var freshness = CACHEABLE.contains(call.message().method()) ? new ResultFrame.Freshness(TIME_TO_LIVE) : ResultFrame.Freshness.UNSAID;
        switch (result) {
            case MethodResult.Result(var tree) -> response.answer(ResultFrame.result(call.id(), tree, server, freshness));
            case MethodResult.Page page -> response.answer(ResultFrame.page(call.id(), page, server, TIME_TO_LIVE));
            case MethodResult.Refused(var refusal) -> response.refuse(refusal.answering(call.id()));
            case MethodResult.OutOfScope(var scopes) -> response.refuse(credentials.insufficientScope().refusal(request, scopes).answering(call.id()));
            case MethodResult.NoResource(var uri) -> response.refuse(noResource(uri).answering(call.id()));
            case MethodResult.Asking(var questions) -> ask(request, call, questions, response);
        }
    }

    private void ask(IncomingRequest request, Call call, InputRequired questions, ResponseStream response) {
        var missing = InputRequestJson.missing(questions, response.declared());
        if (missing.isEmpty()) {
            response.answer(ResultFrame.asking(
                    call.id(), InputRequestJson.requests(questions), states.seal(request.caller(), call.message(), questions),
                    methods.features().tools().serverInfo(request.caller())));
            return;
        }
        var data = JsonNodeFactory.instance.objectNode();
        data.set("requiredCapabilities", missing);
        response.refuse(Refusal.of(400, Refusal.MISSING_CAPABILITY,
                        "This needs a client that can do " + String.join(", ", missing.propertyNames()) + ".")
                .with(data)
                .answering(call.id()));
    }

    private byte[] discovered(IncomingRequest request, JsonNode id) {
        var tree = JsonNodeFactory.instance.objectNode();
        var versions = tree.putArray("supportedVersions");
        supported.forEach(versions::add);
        tree.set("capabilities", ServerCapabilities.of(methods.features(), request.caller()));
        var serverInfo = methods.features().tools().serverInfo(request.caller());
        var instructions = methods.features().instructions(request.caller());
        if (!instructions.isEmpty()) {
            tree.put("instructions", instructions);
        }
        return ResultFrame.result(id, tree, serverInfo, new ResultFrame.Freshness(TIME_TO_LIVE));
    }

    private List<HeaderParameter> mirrored(Descriptor descriptor) {
        return mirrored.get(descriptor.digest(), _ -> descriptor.headerParameters());
    }

    private static Refusal noResource(String uri) {
        return Refusal.of(200, Refusal.INVALID_PARAMS, "Resource not found.")
                .with(JsonNodeFactory.instance.objectNode().put("uri", uri));
    }
}
