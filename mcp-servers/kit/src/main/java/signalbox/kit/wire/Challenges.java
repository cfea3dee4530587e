package signalbox.kit.wire;

import java.util.Set;
import signalbox.policy.permission.Endpoint;

/// Words the `WWW-Authenticate` header of a request whose credential is too narrow (RFC 6750, section 3.1).
@FunctionalInterface
public interface Challenges {
    /// @param scopes all that this operation needs
    String insufficientScope(Endpoint endpoint, Set<String> scopes);
}
