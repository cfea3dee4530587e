package signalbox.host.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiError;
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
    private final BearerGate gate;
    private final HostApi api;

    HostRequests(BearerGate gate, HostApi api) {
        this.gate = gate;
        this.api = api;
    }

    @Override
    public @Nullable HttpReply glance(RequestHead head) {
        var turnedAway = gate.glance(head);
        if (turnedAway != null) {
            return turnedAway;
        }
        if (PathForm.isAmbiguous(head.path().startsWith(ModelsEndpoint.PATH) ? ModelsEndpoint.named(head.path()) : head.path())) {
            return unfit(400, "The request line or a header is not well-formed.");
        }
        if (api.isUnderVersion(head.method(), head.path())) {
            return ApiResponses.error(ApiError.notFound("there is no " + head.method() + " " + head.path()
                    + ": the base URL ends in /v1, as in " + head.method() + " /v1" + head.path()));
        }
        return head.method().equals("GET") && HostListener.RESOURCE.equals(ResourceMetadata.resourcePath(head.path()))
                ? gate.metadata(head, HostListener.RESOURCE)
                : null;
    }

    @Override
    public List<HttpReply.Header> always(RequestHead head) {
        return gate.always(head);
    }

    @Override
    public HttpReply unfit(int status, String text) {
        return switch (status) {
            case 413 -> ApiResponses.error(ApiError.tooLarge());
            case 500 -> ApiResponses.error(ApiError.ours());
            default -> ApiResponses.error(ApiError.refused(status, text));
        };
    }

    @Override
    public Entry enter(RequestHead head) {
        return switch (gate.caller(head, HostListener.RESOURCE)) {
            case Caller.Known(var principal) -> isOurs(head.path())
                    ? admitted(head, principal)
                    : new Entry.Refused(unfit(403, "There is nothing at this path for anybody."));
            case Caller.Anonymous(var challenge) -> api.isOpen(head.path()) ? admitted(head, null) : new Entry.Refused(challenge);
            case Caller.Refused(var reply) -> new Entry.Refused(reply);
        };
    }

    private boolean isOurs(String path) {
        return path.equals(HostListener.RESOURCE) || path.startsWith(HostListener.RESOURCE + "/") || api.isOpen(path);
    }

    private Entry admitted(RequestHead head, @Nullable Principal principal) {
        return new Entry.Admitted((body, exchange) -> api.serve(head, principal, body, exchange));
    }
}
