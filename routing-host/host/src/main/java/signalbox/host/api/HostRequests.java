package signalbox.host.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiResponses;
import signalbox.http.server.HttpReply;
import signalbox.http.server.RequestHandler;
import signalbox.http.server.RequestHead;
import signalbox.identity.Principal;
import signalbox.identity.bearer.BearerGate;
import signalbox.identity.bearer.Caller;
import signalbox.identity.challenge.ResourceMetadata;

/// What happens to a request, in order: Host and Origin, the form of its path, the credential, whether the path is open to
/// it, and its endpoint.
final class HostRequests implements RequestHandler {
    private final Map<ErrorFormat, BearerGate> gates;
    private final HostApi api;

    /// @param gates one for each format, which words what it turns away
    HostRequests(Map<ErrorFormat, BearerGate> gates, HostApi api) {
        this.gates = Map.copyOf(gates);
        this.api = api;
    }

    @Override
    public @Nullable HttpReply glance(RequestHead head) {
        var turnedAway = gate(head).glance(head);
        if (turnedAway != null) {
            return turnedAway;
        }
        if (PathForm.isAmbiguous(head.path().startsWith(ModelsEndpoint.PATH) ? ModelsEndpoint.named(head.path()) : head.path())) {
            return unfit(head, 400, "The request line or a header is not well-formed.");
        }
        if (api.isUnderVersion(head.method(), head.path())) {
            return ApiResponses.error(ApiError.notFound("there is no " + head.method() + " " + head.path()
                    + ": the base URL ends in /v1, as in " + head.method() + " /v1" + head.path()), ErrorFormat.at(head.path()));
        }
        return head.method().equals("GET") && HostListener.RESOURCE.equals(ResourceMetadata.resourcePath(head.path()))
                ? gate(head).metadata(head, HostListener.RESOURCE)
                : null;
    }

    @Override
    public List<HttpReply.Header> always(RequestHead head) {
        return gate(head).always(head);
    }

    @Override
    public HttpReply unfit(int status, String text) {
        return unfit(ErrorFormat.OPENAI, status, text);
    }

    @Override
    public HttpReply unfit(RequestHead head, int status, String text) {
        return unfit(ErrorFormat.at(head.path()), status, text);
    }

    private static HttpReply unfit(ErrorFormat format, int status, String text) {
        var error = switch (status) {
            case 413 -> ApiError.tooLarge();
            case 500 -> ApiError.ours();
            default -> ApiError.refused(status, text);
        };
        return ApiResponses.error(error, format);
    }

    @Override
    public Entry enter(RequestHead head) {
        return switch (gate(head).caller(head, HostListener.RESOURCE)) {
            case Caller.Known(var principal) -> isOurs(head.path())
                    ? admitted(head, principal)
                    : new Entry.Refused(unfit(head, 403, "There is nothing at this path for anybody."));
            case Caller.Anonymous(var challenge) -> api.isOpen(head.path()) ? admitted(head, null) : new Entry.Refused(challenge);
            case Caller.Refused(var reply) -> new Entry.Refused(reply);
        };
    }

    private BearerGate gate(RequestHead head) {
        return Objects.requireNonNull(gates.get(ErrorFormat.at(head.path())));
    }

    private boolean isOurs(String path) {
        return path.equals(HostListener.RESOURCE) || path.startsWith(HostListener.RESOURCE + "/") || api.isOpen(path);
    }

    private Entry admitted(RequestHead head, @Nullable Principal principal) {
        return new Entry.Admitted((body, exchange) -> api.serve(head, principal, body, exchange));
    }
}
