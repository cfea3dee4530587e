package signalbox.client.oauth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of one principal at one server.
///
/// @param requested the scopes that were asked for
/// @param obtained by `System.nanoTime()`
record TokenSet(
        IssuerMetadata issuer,
        String access,
        @Nullable String refresh,
        Set<String> requested,
        long obtained) {
    @Override
    public String toString() {
        return "tokens of " + issuer.issuer();
    }
}
