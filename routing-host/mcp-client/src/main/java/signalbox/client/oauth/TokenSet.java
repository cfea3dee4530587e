package signalbox.client.oauth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of one principal at one server.
///
/// @param requested the scopes that were asked for
/// @param granted those that were given
/// @param obtained by `System.nanoTime()`
record TokenSet(
        IssuerMetadata issuer,
        String resource,
        String access,
        @Nullable String refresh,
        Set<String> requested,
        Set<String> granted,
        long obtained) {
    @Override
    public String toString() {
        return "tokens of " + issuer.issuer();
    }
}
