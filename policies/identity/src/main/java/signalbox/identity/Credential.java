package signalbox.identity;

import java.time.Instant;

/// The credential that a request came with, by what may be known of it; never the credential itself.
public sealed interface Credential {
    /// A name for ledgers and logs.
    String id();

    /// @param id the public id of an agent token
    record AgentToken(String id) implements Credential {}

    /// @param id names this very token, and no other of any issuer
    record AccessToken(String id, String issuer, Instant expires) implements Credential {}
}
