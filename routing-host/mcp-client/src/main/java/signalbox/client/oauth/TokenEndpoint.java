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

/// Trades codes and refresh tokens for access tokens (OAuth 2.1, section 3.2), each for one resource (RFC 8707).
record TokenEndpoint(OutgoingHttp http) {
    private static final int LARGEST = 1 << 20;
    /// The library wants to know where a request goes; where it goes is settled by the issuer's judged address.
    private static final URI UNUSED = URI.create("https://token.invalid");
    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]{1,16384}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    sealed interface Trade {}

    record Given(TokenSet tokens) implements Trade {}

    /// @param error as OAuth names it, or empty
    record Refused(String error, String reason) implements Trade {}

    Trade code(String code, AuthorizationRequest request, Party party, Deadline deadline) {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), party.redirect(), new CodeVerifier(request.verifier()));
        return trade(grant, party, new Wish(request.scopes(), null), deadline);
    }

    Trade refresh(TokenSet tokens, String refresh, Party party, Deadline deadline) {
        return trade(new RefreshTokenGrant(new RefreshToken(refresh)), party, new Wish(tokens.requested(), refresh), deadline);
    }

    /// Who trades with whom, and for what.
    record Party(IssuerMetadata issuer, RegisteredClient client, String resource, URI redirect) {}

    /// @param refresh where the answer gives no new one
    private record Wish(Set<String> requested, @Nullable String refresh) {}

    /// The request is written by the library, sent by our client, and its answer read by our reader.
    private Trade trade(AuthorizationGrant grant, Party party, Wish wish, Deadline deadline) {
        var written = request(grant, party).resources(URI.create(party.resource())).build().toHTTPRequest();
        var headers = new HashMap<>(Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"));
        if (written.getAuthorization() != null) {
            headers.put("Authorization", written.getAuthorization());
        }
        try {
            return http.exchange(
                    HttpRequest.post(party.issuer().token(), headers, written.getBody()), deadline,
                    answer -> read(answer, party, wish));
        } catch (HttpFailure e) {
            return new Refused("", "no token: " + e.reason());
        }
    }

    private static TokenRequest.Builder request(AuthorizationGrant grant, Party party) {
        var client = party.client();
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

    private static Trade read(HttpResponse answer, Party party, Wish wish) throws IOException, HttpFailure {
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
        return new Given(new TokenSet(party.issuer(), access, refresh(json, wish), wish.requested(), System.nanoTime()));
    }

    private static @Nullable String refresh(ObjectNode json, Wish wish) {
        var given = json.path("refresh_token").asString("");
        return given.isBlank() ? wish.refresh() : given;
    }
}
