package signalbox.identity.jwt;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Tells an access token from the other JWTs that an issuer signs with the same keys.
final class TokenKind {
    /// What only an ID token (OpenID Connect Core, sections 2 and 3) or a logout token has.
    private static final List<String> OF_OTHERS = List.of("nonce", "at_hash", "c_hash", "s_hash", "events");
    /// What an access token has beside `azp`, and an ID token has not.
    private static final List<String> OF_ACCESS = List.of("scope", "scp", "roles", "client_id", "appid");

    private TokenKind() {}

    static void check(ObjectNode payload, String scopeClaim) throws InvalidToken {
        for (var claim : OF_OTHERS) {
            if (payload.has(claim)) {
                throw new InvalidToken("'" + claim + "' makes it an ID token or a logout token, not an access token");
            }
        }
        // Keycloak says in the payload what it made: Bearer, ID, Refresh, Offline, Logout.
        var typ = payload.path("typ").asString("bearer").toLowerCase(Locale.ROOT);
        if (!typ.equals("bearer") && !typ.equals("jwt") && !typ.equals("at+jwt")) {
            throw new InvalidToken("'typ' is '" + InvalidToken.shown(typ) + "', which is no access token");
        }
        if (payload.has("azp") && !payload.has(scopeClaim) && OF_ACCESS.stream().noneMatch(payload::has)) {
            throw new InvalidToken("'azp' without scopes or a client id makes it an ID token, not an access token");
        }
        if (payload.has("cnf")) {
            throw new InvalidToken("'cnf' binds it to a key, whose proof is not read here");
        }
    }
}
