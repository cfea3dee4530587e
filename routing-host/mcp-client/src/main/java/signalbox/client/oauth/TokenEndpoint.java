package signalbox.client.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.client.oauth.RegisteredClient.AuthMethod;
import signalbox.http.client.BoundedJson;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.HttpResponse;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.ObjectNode;

/// Exchanges codes and refresh tokens for access tokens (OAuth 2.1, section 3.2), each for one resource (RFC 8707).
record TokenEndpoint(OutgoingHttp http) {
    private static final int LARGEST = 1 << 20;
    /// The library wants an address; the request is sent to the issuer's, which has been checked.
    private static final URI UNUSED = URI.create("https://token.invalid");
    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]{1,16384}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    sealed interface TokenResult {}

    record Issued(TokenSet tokens) implements TokenResult {}

    /// @param error as OAuth names it, or empty
    record Refused(String error, String reason) implements TokenResult {}

    TokenResult code(String code, AuthorizationRequest request, Client at, Deadline deadline) {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), at.redirect(), new CodeVerifier(request.verifier()));
        return send(grant, at, new Requested(request.scopes(), null), deadline);
    }

    TokenResult refresh(TokenSet tokens, String refresh, Client at, Deadline deadline) {
        return send(new RefreshTokenGrant(new RefreshToken(refresh)), at, new Requested(tokens.requested(), refresh), deadline);
    }

    /// This host as the client of one issuer, for the tokens of one resource.
    record Client(IssuerMetadata issuer, RegisteredClient client, String resource, URI redirect) {}

    /// @param refresh where the answer gives no new one
    private record Requested(Set<String> scopes, @Nullable String refresh) {}

    /// The request is written by the library, sent by our client, and its answer read by our reader.
    private TokenResult send(AuthorizationGrant grant, Client at, Requested requested, Deadline deadline) {
        var written = request(grant, at).resources(URI.create(at.resource())).build().toHTTPRequest();
        var headers = new HashMap<>(Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"));
        if (written.getAuthorization() != null) {
            headers.put("Authorization", written.getAuthorization());
        }
        try {
            return http.exchange(
                    HttpRequest.post(at.issuer().token(), headers, written.getBody()), deadline,
                    answer -> read(answer, at, requested));
        } catch (HttpFailure e) {
            return new Refused("", "no token: " + e.reason());
        }
    }

    private static TokenRequest.Builder request(AuthorizationGrant grant, Client at) {
        var client = at.client();
        var id = new ClientID(client.id());
        var secret = client.secret();
        if (client.method() == AuthMethod.BASIC && secret != null) {
            return new TokenRequest.Builder(UNUSED, new ClientSecretBasic(id, new Secret(secret)), grant);
        }
        if (client.method() == AuthMethod.POST && secret != null) {
            return new TokenRequest.Builder(UNUSED, new ClientSecretPost(id, new Secret(secret)), grant);
        }
        return new TokenRequest.Builder(UNUSED, id, grant);
    }

    private static TokenResult read(HttpResponse answer, Client at, Requested requested) throws IOException, HttpFailure {
        var json = BoundedJson.object(answer.text(LARGEST));
        if (answer.status() != 200) {
            var error = json.path("error").asString("");
            var name = ERROR.matcher(error).matches() ? error : "";
            return new Refused(name, "no token: HTTP " + answer.status() + (name.isEmpty() ? "" : ", " + name));
        }
        var access = json.path("access_token").asString("");
        if (!json.path("token_type").asString("").equalsIgnoreCase("Bearer") || !HEADER_SAFE.matcher(access).matches()) {
            return new Refused("", "no token: what was given is no bearer token");
        }
        return new Issued(new TokenSet(at.issuer(), access, refresh(json, requested), requested.scopes(), System.nanoTime()));
    }

    private static @Nullable String refresh(ObjectNode json, Requested requested) {
        var given = json.path("refresh_token").asString("");
        return given.isBlank() ? requested.refresh() : given;
    }
}
