package signalbox.identity;

import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Who a request acts for, and with which credential.
///
/// @param scopes what the credential was issued for
/// @param actor the host that speaks for this principal, or null where the principal came itself
public record Principal(PrincipalName name, Scopes scopes, Credential credential, @Nullable PrincipalName actor)
        implements java.security.Principal {
    @Override
    public String getName() {
        return name.toString();
    }
}
