package signalbox.kit.protocol;

import java.util.Set;
import signalbox.identity.challenge.ResourceServer;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.rpc.Refusal;
import signalbox.policy.permission.Scopes;

/// The refusal for a caller whose role would allow what its credential does not (basic/authorization, "Runtime
/// Insufficient Scope Errors").
public record InsufficientScope(ResourceServer resources) {
    /// @param scopes all that the operation needs
    public Refusal refusal(IncomingRequest request, Set<String> scopes) {
        var resource = resources.resource(request.head().localPort(), EndpointPath.of(request.caller().endpoint()));
        var challenge = resources.insufficient(resource, request.principal().credential(), new Scopes(scopes));
        return Refusal.of(challenge.status(), Refusal.INVALID_REQUEST,
                        "The token was not issued for this; the WWW-Authenticate header names the scopes it needs.")
                .challenging(challenge.header());
    }
}
