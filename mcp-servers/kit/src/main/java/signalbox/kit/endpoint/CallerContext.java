package signalbox.kit.endpoint;

import org.jspecify.annotations.Nullable;
import signalbox.identity.CallerAssertion;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Who asks at which endpoint, after every check of credentials.
///
/// @param who whose rights count: behind a host, the host's caller
/// @param behalf what the host said about this request, or null where an assistant asks for itself
public record CallerContext(PrincipalName who, Scopes scopes, Endpoint endpoint, @Nullable Behalf behalf) {
    /// The same caller at another endpoint.
    public CallerContext at(Endpoint other) {
        return new CallerContext(who, scopes, other, behalf);
    }

    /// A host that speaks for its caller, and the statement it made about this request.
    public record Behalf(PrincipalName host, CallerAssertion statement) {}
}
