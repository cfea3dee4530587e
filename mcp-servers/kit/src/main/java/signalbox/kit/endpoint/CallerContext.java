package signalbox.kit.endpoint;

import org.jspecify.annotations.Nullable;
import signalbox.identity.CallerAssertion;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Who makes a request at which endpoint, after every check of credentials.
///
/// @param principal whose rights count: behind a host, the host's caller
/// @param client what a list is shown to, and so what a call by that list comes from: the session where there is one, else
///     the credential
/// @param delegation null where the caller asks for itself
public record CallerContext(
        PrincipalName principal, Scopes scopes, Endpoint endpoint, String client, @Nullable Delegation delegation) {
    /// The same caller at another endpoint.
    public CallerContext at(Endpoint other) {
        return new CallerContext(principal, scopes, other, client, delegation);
    }

    /// The same caller within a session.
    public CallerContext within(String session) {
        return new CallerContext(principal, scopes, endpoint, "session " + session, delegation);
    }

    /// What this caller's role may do, whatever its credential was issued for.
    public CallerContext withAllScopes() {
        return new CallerContext(principal, Scopes.ALL, endpoint, client, delegation);
    }

    /// A host that acts for its caller, and what it asserted about this request.
    public record Delegation(PrincipalName host, CallerAssertion assertion) {}
}
