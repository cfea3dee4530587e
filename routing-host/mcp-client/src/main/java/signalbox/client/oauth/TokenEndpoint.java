package signalbox.client.oauth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
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
    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]{1,16384}");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    sealed interface Trade {}

    record Given(TokenSet tokens) implements Trade {}

    /// @param error as OAuth names it, or empty
    record Refused(String error, String reason) implements Trade {}

    Trade code(String code, AuthorizationRequest request, Party party, Deadline deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", party.redirect().toString());
        form.put("code_verifier", request.verifier());
        return trade(form, party, new Wish(request.scopes(), null), deadline);
    }

    Trade refresh(TokenSet tokens, String refresh, Party party, Deadline deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refresh);
        return trade(form, party, new Wish(tokens.requested(), refresh), deadline);
    }

    /// Who trades with whom, and for what.
    record Party(IssuerMetadata issuer, RegisteredClient client, String resource, URI redirect) {}

    /// @param refresh where the answer gives no new one
    private record Wish(Set<String> requested, @Nullable String refresh) {}

    private Trade trade(Map<String, String> form, Party party, Wish wish, Deadline deadline) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        form.put("resource", party.resource());
        authenticate(form, headers, party.client());
        try {
            return http.exchange(
                    HttpRequest.post(party.issuer().token(), headers, Form.of(form)), deadline,
                    answer -> read(answer, party, wish));
        } catch (HttpFailure e) {
            return new Refused("", "no token: " + e.reason());
        }
    }

    private static void authenticate(Map<String, String> form, Map<String, String> headers, RegisteredClient client) {
        var secret = client.secret();
        if (client.method() == AuthMethod.BASIC && secret != null) {
            var pair = Form.encoded(client.id()) + ":" + Form.encoded(secret);
            headers.put("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        form.put("client_id", client.id());
        if (client.method() == AuthMethod.POST && secret != null) {
            form.put("client_secret", secret);
        }
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
        return json.path("refresh_token").isString() ? json.path("refresh_token").stringValue() : wish.refresh();
    }
}
