package signalbox.kit.desk;

import org.jspecify.annotations.Nullable;
import signalbox.identity.CallerStatement;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Who asks at which endpoint, after every check of credentials.
///
/// @param who whose rights count: behind a host, the host's caller
/// @param behalf what the host said about this request, or null where an assistant asks for itself
public record Visit(PrincipalName who, Scopes scopes, Endpoint endpoint, @Nullable Behalf behalf) {
    /// The same caller at another endpoint.
    Visit at(Endpoint other) {
        return new Visit(who, scopes, other, behalf);
    }

    /// A host that speaks for its caller, and the statement it made about this request.
    public record Behalf(PrincipalName host, CallerStatement statement) {}
}
