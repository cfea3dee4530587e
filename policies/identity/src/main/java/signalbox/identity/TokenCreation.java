package signalbox.identity;

import java.time.Duration;
import signalbox.policy.permission.PrincipalName;

/// What asking for a token gives.
public sealed interface TokenCreation {
    /// @param presented the token itself, which is shown this once and kept nowhere
    record Created(Token token, String presented) implements TokenCreation {
        @Override
        public String toString() {
            return "Created[token=" + token + "]";
        }
    }

    /// The policy names no such principal, so the token could do nothing.
    record UnknownPrincipal(PrincipalName principal) implements TokenCreation {}

    /// The life asked for is nothing, or longer than `longest`.
    record UnfitLifetime(Duration asked, Duration longest) implements TokenCreation {}
}
