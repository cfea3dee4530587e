package signalbox.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// An agent token as it is kept: everything but the secret.
///
/// @param id its public id
/// @param revoked since when it is refused, or null
public record Token(
        String id, PrincipalName principal, Scopes scopes, Instant created, Instant expires, @Nullable Instant revoked) {
    boolean isLive(Instant now) {
        return revoked == null && now.isBefore(expires);
    }
}
