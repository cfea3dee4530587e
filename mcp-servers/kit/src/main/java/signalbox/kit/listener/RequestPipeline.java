package signalbox.kit.listener;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.http.server.HttpExchange;
import signalbox.http.server.HttpReply;
import signalbox.http.server.RequestHandler;
import signalbox.http.server.RequestHead;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.identity.bearer.BearerGate;
import signalbox.identity.bearer.Caller;
import signalbox.identity.challenge.ResourceMetadata;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.feature.Features;
import signalbox.kit.legacy.LegacyProtocol;
import signalbox.kit.modern.ModernProtocol;
import signalbox.kit.protocol.AcceptHeader;
import signalbox.kit.protocol.IncomingRequest;
import signalbox.kit.rpc.MessageReader;
import signalbox.kit.rpc.Reading;
import signalbox.kit.rpc.Refusal;
import signalbox.policy.permission.Endpoint;

/// What happens to a request, in order: Host and Origin, the exact path, the credential, the form of the request, the
/// message, whose rights it uses, whether they reach anything at this endpoint, and the protocol revision it speaks.
///
/// What a call passes after that is in `CallExecutor`.
final class RequestPipeline implements RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

    private static final Set<String> RECORDED = Set.of("tools/call", "resources/read", "prompts/get");

    private final BearerGate gate;
    private final EffectiveCaller callers;
    private final Protocols protocols;
    private final Features features;
    private final MessageReader reader = new MessageReader();

    RequestPipeline(BearerGate gate, EffectiveCaller callers, Protocols protocols, Features features) {
        this.gate = gate;
        this.callers = callers;
        this.protocols = protocols;
        this.features = features;
    }

    /// The two families of revisions.
    record Protocols(ModernProtocol modern, LegacyProtocol legacy) {}

    @Override
    public @Nullable HttpReply glance(RequestHead head) {
        var turnedAway = gate.glance(head);
        return turnedAway == null && EndpointPath.parse(head.path()) == null ? described(head) : turnedAway;
    }

    @Override
    public List<HttpReply.Header> always(RequestHead head) {
        return gate.always(head);
    }

    @Override
    public HttpReply unfit(int status, String text) {
        return McpRefusals.WORDS.refusal(status, text);
    }

    @Override
    public Entry enter(RequestHead head) {
        var endpoint = EndpointPath.parse(head.path());
        if (endpoint == null) {
            return new Entry.Refused(described(head));
        }
        return switch (gate.caller(head, EndpointPath.of(endpoint))) {
            case Caller.Known(var principal) -> admitted(head, endpoint, principal);
            case Caller.Anonymous(var challenge) -> new Entry.Refused(challenge);
            case Caller.Refused(var reply) -> new Entry.Refused(reply);
        };
    }

    private Entry admitted(RequestHead head, Endpoint endpoint, Principal principal) {
        var unfit = unfit(head);
        return unfit == null
                ? new Entry.Admitted((body, exchange) -> serve(new Bearing(head, endpoint, principal), body, exchange))
                : new Entry.Refused(unfit.reply());
    }

    /// An authenticated request to an endpoint.
    private record Bearing(RequestHead head, Endpoint endpoint, Principal principal) {}

    private void serve(Bearing bearing, byte[] body, HttpExchange exchange) {
        var reading = bearing.head().method().equals("POST") ? reader.read(body) : null;
        switch (callers.admit(bearing.principal(), bearing.endpoint(), bearing.head())) {
            case EffectiveCaller.Admission.Refused(var refusal) -> exchange.reply(answering(refusal, reading).reply());
            case EffectiveCaller.Admission.Admitted(var caller) when isForAnotherRequest(caller, reading) -> exchange.reply(answering(
                    Refusal.of(403, Refusal.INVALID_REQUEST, "The assertion in " + CallerAssertion.HEADER + " is for a call only."), reading).reply());
            case EffectiveCaller.Admission.Admitted(var caller) -> {
                var request = new IncomingRequest(bearing.principal(), caller, bearing.head(), reading);
                try {
                    var absence = absence(request);
                    if (absence != null) {
                        exchange.reply(answering(Refusal.of(404, Refusal.INVALID_REQUEST, absence), reading).reply());
                        return;
                    }
                    (ModernProtocol.isSpoken(request, LegacyProtocol.VERSIONS) ? protocols.modern() : protocols.legacy()).serve(request, exchange);
                } catch (RuntimeException e) {
                    LOG.error("A request broke", e);
                    exchange.replyUnlessAnswered(answering(
                            Refusal.of(500, Refusal.INTERNAL, "The server could not answer through a fault of its own."), reading).reply());
                }
            }
        }
    }

    /// Why there is nothing here for this caller, or null.
    ///
    /// A session goes on when its caller loses the last right here: it is told that its lists are empty now. Whoever asks for
    /// a tool, a resource or a prompt goes on too, for its denial is put on record. A host knows which servers there are, and
    /// asks for callers who may see nothing of one.
    private @Nullable String absence(IncomingRequest request) {
        boolean recorded = request.body() instanceof Reading.Read(var message) && RECORDED.contains(message.method());
        return recorded || request.head().header("Mcp-Session-Id") != null || callers.isHost(request)
                ? null
                : features.absence(request.caller());
    }

    /// Whether it came with an assertion that covers one call, and is no call.
    private static boolean isForAnotherRequest(CallerContext caller, @Nullable Reading reading) {
        return caller.delegation() != null
                && caller.delegation().assertion().call() != null
                && !(reading instanceof Reading.Read(var message) && message.method().equals("tools/call"));
    }

    private static Refusal answering(Refusal refusal, @Nullable Reading reading) {
        return switch (reading) {
            case Reading.Read(var message) -> refusal.answering(message.id());
            case Reading.Unreadable(var other) -> refusal.answering(other.id());
            case null, default -> refusal;
        };
    }

    private @Nullable HttpReply metadata(RequestHead head) {
        var path = ResourceMetadata.resourcePath(head.path());
        var endpoint = path == null ? null : EndpointPath.parse(path);
        return endpoint == null || !EndpointPath.of(endpoint).equals(path)
                ? null // a client compares the resource with the URL that it asked by, to the letter
                : gate.metadata(head, EndpointPath.of(endpoint));
    }

    private HttpReply described(RequestHead head) {
        var metadata = metadata(head);
        if (metadata == null) {
            return unfit(404, "There is nothing at this path.");
        }
        return head.method().equals("GET") || head.method().equals("HEAD")
                ? metadata
                : HttpReply.json(405, Refusal.of(405, Refusal.INVALID_REQUEST, "Read this with GET.").body()).with("Allow", "GET, HEAD");
    }

    private static @Nullable Refusal unfit(RequestHead head) {
        var accept = AcceptHeader.of(head.headers("Accept"));
        return switch (head.method()) {
            case "POST" -> unfitPost(head, accept);
            case "GET" -> accept.takes("text/event-stream")
                    ? null
                    : Refusal.of(406, Refusal.INVALID_REQUEST, "A GET opens an event stream: accept text/event-stream.");
            case "DELETE" -> null;
            default -> Refusal.of(405, Refusal.INVALID_REQUEST, "Use POST for messages, GET for the event stream, DELETE to end a session.");
        };
    }

    private static @Nullable Refusal unfitPost(RequestHead head, AcceptHeader accept) {
        var types = head.headers("Content-Type");
        if (types.size() != 1 || !types.getFirst().toLowerCase(Locale.ROOT).split(";", -1)[0].trim().equals("application/json")) {
            return Refusal.of(415, Refusal.INVALID_REQUEST, "The Content-Type of a message is application/json.");
        }
        if (head.header("Content-Encoding") != null) {
            return Refusal.of(415, Refusal.INVALID_REQUEST, "A message is sent as it is: leave out Content-Encoding.");
        }
        return accept.takes("application/json")
                ? null
                : Refusal.of(406, Refusal.INVALID_REQUEST, "Accept application/json, best with text/event-stream beside it.");
    }
}
