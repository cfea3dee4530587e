package signalbox.kit.endpoint;

import org.jspecify.annotations.Nullable;
import signalbox.identity.CallerAssertion;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Who makes a request at which endpoint, after every check of credentials.
///
/// @param principal whose rights count: behind a host, the host's caller
/// @param delegation null where the caller asks for itself
public record CallerContext(PrincipalName principal, Scopes scopes, Endpoint endpoint, @Nullable Delegation delegation) {
    /// The same caller at another endpoint.
    public CallerContext at(Endpoint other) {
        return new CallerContext(principal, scopes, other, delegation);
    }

    /// What this caller's role may do, whatever its credential was issued for.
    public CallerContext withAllScopes() {
        return new CallerContext(principal, Scopes.ALL, endpoint, delegation);
    }

    /// A host that acts for its caller, and what it asserted about this request.
    public record Delegation(PrincipalName host, CallerAssertion assertion) {}
}
