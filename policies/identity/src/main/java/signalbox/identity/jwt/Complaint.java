package signalbox.identity.jwt;

import java.net.URI;

/// What a caller is told about a credential that is not accepted: one of few texts, none of which says more than a
/// genuine token shows its holder already.
///
/// @param error the error code (RFC 6750, section 3.1)
public record Complaint(String error, String description) {
    /// For every credential that is not proven genuine, whatever is wrong with it.
    public static final Complaint NOT_ACCEPTED = new Complaint("invalid_token", "token is not accepted");

    public static final Complaint EXPIRED = new Complaint("invalid_token", "token has expired");
    public static final Complaint OTHER_AUDIENCE = new Complaint("invalid_token", "token was issued for another resource");
    public static final Complaint IN_ADDRESS =
            new Complaint("invalid_request", "a token in the address is not read; send it in the Authorization header");

    public static Complaint noAudience(URI resource) {
        return new Complaint("invalid_token", "token has no audience; add an audience mapper for " + resource);
    }
}
