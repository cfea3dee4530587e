package signalbox.client.oauth;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/// An authorization that a person is asked to give, with all that its answer is checked against.
///
/// @param issuer as its validated metadata writes it
/// @param sendsIss whether its answer must carry `iss` (RFC 9207)
/// @param verifier of PKCE
public record AuthorizationRequest(
        URI address, String state, String issuer, boolean sendsIss, String verifier, Set<String> scopes) {
    /// @param scopes empty where none are named
    static AuthorizationRequest of(
            IssuerMetadata issuer, RegisteredClient client, String resource, URI redirect, Set<String> scopes) {
        var state = new State();
        var verifier = new CodeVerifier();
        var request = new com.nimbusds.oauth2.sdk.AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.id()))
                .endpointURI(URI.create(issuer.authorization()))
                .redirectionURI(redirect)
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .resources(URI.create(resource));
        if (!scopes.isEmpty()) {
            request.scope(Scope.parse(new TreeSet<>(scopes)));
        }
        if (scopes.contains(ScopeChoice.OFFLINE)) {
            request.prompt(new Prompt(Prompt.Type.CONSENT));
        }
        return new AuthorizationRequest(
                request.build().toURI(), state.getValue(), issuer.issuer(), issuer.sendsIss(), verifier.getValue(), scopes);
    }

    /// The state of an answer to such a request, or empty where it has none.
    public static String stateOf(String query) {
        try {
            return Form.read(query).getOrDefault("state", "");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "authorization at " + issuer;
    }
}
