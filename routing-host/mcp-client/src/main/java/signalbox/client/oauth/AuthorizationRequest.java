package signalbox.client.oauth;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import signalbox.json.Digest;

/// An authorization that a person is asked to give, with all that its answer is checked against.
///
/// @param issuer as its validated metadata writes it
/// @param verifier of PKCE
public record AuthorizationRequest(
        URI address, String state, String issuer, boolean namesItself, String verifier, Set<String> scopes) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @param scopes empty where none are named
    static AuthorizationRequest of(
            IssuerMetadata issuer, RegisteredClient client, String resource, URI redirect, Set<String> scopes) {
        var state = random();
        var verifier = random();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id());
        parameters.put("redirect_uri", redirect.toString());
        parameters.put("state", state);
        parameters.put("code_challenge", challenge(verifier));
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", resource);
        if (!scopes.isEmpty()) {
            parameters.put("scope", String.join(" ", new TreeSet<>(scopes)));
        }
        if (scopes.contains(ScopeChoice.OFFLINE)) {
            parameters.put("prompt", "consent");
        }
        var at = issuer.authorization();
        var address = URI.create(at + (at.contains("?") ? "&" : "?") + Form.of(parameters));
        return new AuthorizationRequest(address, state, issuer.issuer(), issuer.namesItself(), verifier, scopes);
    }

    /// The state of an answer to such a request, or empty where it has none.
    public static String stateOf(String query) {
        try {
            return Form.read(query).getOrDefault("state", "");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /// RFC 7636, section 4.2.
    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digest.bytes(verifier));
    }

    private static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "authorization at " + issuer;
    }
}
