package signalbox.identity.jwt;

import java.time.Instant;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// What an access token proves at one resource.
public sealed interface AccessTokenCheck {
    /// @param id names this very token of this issuer, and is no secret
    record Proven(PrincipalName principal, Scopes scopes, String issuer, String id, Instant expires)
            implements AccessTokenCheck {}

    /// @param reason for the log
    record Refused(String reason, BearerError error) implements AccessTokenCheck {}

    /// Whether it is genuine cannot be said just now.
    record Unavailable(String reason) implements AccessTokenCheck {}
}
