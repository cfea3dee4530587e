package signalbox.identity.jwt;

import java.net.URI;

/// What a caller is told about a credential that is not accepted: one of few texts, none of which says more than a
/// genuine token shows its holder already.
///
/// @param error the error code (RFC 6750, section 3.1)
public record BearerError(String error, String description) {
    /// For every credential that is not proven genuine, whatever is wrong with it.
    public static final BearerError NOT_ACCEPTED = new BearerError("invalid_token", "token is not accepted");

    public static final BearerError EXPIRED = new BearerError("invalid_token", "token has expired");
    public static final BearerError OTHER_AUDIENCE = new BearerError("invalid_token", "token was issued for another resource");
    public static final BearerError IN_ADDRESS =
            new BearerError("invalid_request", "a token in the address is not read; send it in the Authorization header");

    public static BearerError noAudience(URI resource) {
        return new BearerError("invalid_token", "token has no audience; add an audience mapper for " + resource);
    }
}
