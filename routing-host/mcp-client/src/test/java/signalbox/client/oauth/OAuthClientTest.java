package signalbox.client.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.client.oauth.FakeLogin.challenge;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.client.exchange.ToolListing;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.http.client.Deadline;
import signalbox.http.client.Origin;
import signalbox.policy.permission.PrincipalName;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.json.JsonMapper;

class OAuthClientTest {
    private final FakeLogin login = new FakeLogin();

    @AfterEach
    void close() {
        login.close();
    }

    @Test
    void aPersonsAuthorizationBecomesATokenForThisServerAlone() {
        assertThat(login.list(login.access())).isInstanceOf(ToolListing.Tools.class);

        var address = Form.read(login.asked.getFirst().address().getRawQuery());
        assertThat(address)
                .containsEntry("resource", login.http.uri("/mcp").toString())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", FakeLogin.REDIRECT.toString())
                .doesNotContainKey("scope");
        assertThat(login.trade())
                .containsEntry("resource", login.http.uri("/mcp").toString())
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "abc");
        assertThat(pkce(login.trade().getOrDefault("code_verifier", "")))
                .isEqualTo(address.get("code_challenge"));
        assertThat(login.seen("/mcp").getLast().headers()).containsEntry("authorization", "Bearer token-1");
    }

    /// RFC 7636, appendix B.
    @Test
    void theChallengeIsThatOfTheSpecificationsExample() {
        assertThat(pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    private static String pkce(String verifier) {
        return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier)).getValue();
    }

    /// RFC 9207, section 2.4, by the table of the specification.
    @ParameterizedTest
    @CsvSource(textBlock = """
            true,  right,      yes
            true,  wrong,      no
            true,  absent,     no
            true,  normalized, no
            false, right,      yes
            false, wrong,      no
            false, absent,     yes
            false, normalized, no
            """)
    void anAnswerIsTakenFromTheIssuerThatWasAsked(boolean advertised, String iss, String taken) {
        login.issuer.put("authorization_response_iss_parameter_supported", advertised);
        login.person = request -> new Consent.Redirected("code=abc&state=" + request.state() + iss(iss));

        var listing = login.list(login.access());

        assertThat(listing instanceof ToolListing.Tools).isEqualTo(taken.equals("yes"));
        assertThat(login.seen("/token")).hasSize(taken.equals("yes") ? 1 : 0);
    }

    @Test
    void anErrorOfAnotherIssuerIsNotRepeated() {
        login.person = request -> new Consent.Redirected(
                "error=access_denied&error_description=go+to+evil.example&state=" + request.state() + iss("wrong"));

        assertThat(login.refusal(login.access()))
                .isEqualTo("the answer is not one of the authorization server that was asked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            code=abc                              | the answer belongs to no authorization that was asked for here
            code=abc&state=other                  | the answer belongs to no authorization that was asked for here
            code=abc&state=%s&state=%s            | the answer of the authorization server is malformed
            code=abc&state=%%zz                   | the answer of the authorization server is malformed
            state=%s                              | the answer of the authorization server has no code
            error=access_denied&state=%s          | the authorization was not given: access_denied
            error=<script>&state=%s               | the authorization was not given: an error
            """)
    void anAnswerThatIsNotWhatWasAskedForIsRefused(String query, String reason) {
        login.person = request -> new Consent.Redirected(query.replace("%s", request.state()).replace("%%", "%"));

        assertThat(login.refusal(login.access())).isEqualTo(reason);
        assertThat(login.seen("/token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"plain\"]", "absent"})
    void withoutPkceNobodyIsAsked(String methods) {
        login.issuer.remove("code_challenge_methods_supported");
        if (!methods.equals("absent")) {
            login.issuer.set("code_challenge_methods_supported", JsonMapper.shared().readTree(methods));
        }

        assertThat(login.refusal(login.access())).contains("it does not say that it supports PKCE with S256");
        assertThat(login.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://evil.example/mcp, no
            {base}/other,             no
            {base}/mc,                no
            {base}/mcp/deeper,        no
            {base}/mcp#part,          no
            {base}/mcp?query,         no
            '',                       no
            {base}/mcp,               yes
            {base}/,                  yes
            {base},                   yes
            """)
    void metadataMustBeAboutThisServer(String resource, String usable) {
        login.resource.put("resource", resource.replace("{base}", login.base()));

        var listing = login.list(login.access());

        assertThat(listing instanceof ToolListing.Tools).isEqualTo(usable.equals("yes"));
        assertThat(login.asked).hasSize(usable.equals("yes") ? 1 : 0);
    }

    /// Mix-up: the person consents at an honest issuer, and its code is redeemed where an evil one wants it.
    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint"})
    void anIssuerWhoseAnswersDoNotNameItSendsNobodyToAnotherOrigin(String endpoint) {
        try (var other = new ScriptedHttp(_ -> Answer.json("{}"))) {
            elsewhere(endpoint, other);
            login.name = new ClientName.AtAddress(URI.create("https://host.example/client.json"));
            login.issuer.put("client_id_metadata_document_supported", true);

            assertThat(login.refusal(login.access())).isEqualTo("its authorization server cannot be used: its " + endpoint
                    + " is at '" + Origin.of(other.uri("/")) + "', and where authorization_response_iss_parameter_supported"
                    + " is not true it must be at the issuer's own '" + Origin.of(login.http.uri("/"))
                    + "', unless the operator registers a client with this issuer");
            assertThat(login.asked).isEmpty();
            assertThat(login.seen("/token")).isEmpty();
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void anIssuerThatNamesItselfOrThatAnOperatorWroteMayHaveSeveralOrigins() {
        try (var other = new ScriptedHttp(_ -> Answer.json("{}"))) {
            elsewhere("authorization_endpoint", other);
            login.name = new ClientName.Registered(login.base(), "signalbox", () -> null);
            assertThat(login.list(login.access())).isInstanceOf(ToolListing.Tools.class);

            login.name = null;
            login.issuer.put("authorization_response_iss_parameter_supported", true);
            login.person = request -> new Consent.Redirected("code=abc&state=" + request.state() + iss("right"));
            assertThat(login.list(login.access())).isInstanceOf(ToolListing.Tools.class);
        }
    }

    @Test
    void metadataOfAnotherIssuerIsNotUsed() {
        login.issuer.put("issuer", "https://honest.example");

        assertThat(login.refusal(login.access())).contains("its metadata is another issuer's");
        assertThat(login.asked).isEmpty();
    }

    @Test
    void documentsAreLookedForInTheOrderOfTheSpecification() {
        login.resource.putArray("authorization_servers").add(login.base() + "/tenant1");
        login.documents.put("/.well-known/oauth-protected-resource", login.resource.toString());
        login.resource.put("resource", "elsewhere");

        login.refusal(login.access());

        assertThat(paths()).containsExactly("/.well-known/oauth-protected-resource/mcp");
        login.http.seen().clear();
        login.resource.put("resource", login.base());
        login.refusal(login.access());
        assertThat(paths()).containsExactly(
                "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-authorization-server/tenant1",
                "/.well-known/openid-configuration/tenant1", "/tenant1/.well-known/openid-configuration");
        assertThat(Discovery.issuerAddresses("https://auth.example.com")).containsExactly(
                "https://auth.example.com/.well-known/oauth-authorization-server",
                "https://auth.example.com/.well-known/openid-configuration");
        assertThat(Discovery.issuerAddresses("https://auth.example.com/?x")).isEmpty();
    }

    @Test
    void theScopesOfTheChallengeComeBeforeThoseOfTheMetadata() {
        login.resource.putArray("scopes_supported").add("files:all");
        login.gate = token -> token.isEmpty() ? challenge(401, "scope=\"files:read\"") : null;

        login.list(login.access());

        assertThat(login.asked.getFirst().scopes()).containsExactly("files:read");
    }

    @Test
    void whatTheMetadataSupportsIsAskedForWhereTheChallengeNamesNothing() {
        login.resource.putArray("scopes_supported").add("files:all").add("files:read");
        login.issuer.putArray("scopes_supported").add("offline_access");

        login.list(login.access());

        assertThat(login.asked.getFirst().scopes()).containsExactlyInAnyOrder("files:all", "files:read", "offline_access");
    }

    @Test
    void anOperatorsScopesAreTheMostThatIsAskedFor() {
        login.scopes = Set.of("files:read");
        login.gate = token -> token.isEmpty() ? challenge(401, "scope=\"files:read files:write\"") : null;

        assertThat(login.refusal(login.access())).isEqualTo("it wants scopes that are not allowed here: files:write");
        assertThat(login.asked).isEmpty();
    }

    @Test
    void moreScopesAreAskedForBesideThoseThatWereAskedForBefore() {
        login.gate = token -> switch (token) {
            case "" -> challenge(401, "scope=\"read\"");
            case "token-1" -> challenge(403, "error=\"insufficient_scope\", scope=\"write\"");
            default -> null;
        };

        assertThat(login.list(login.access())).isInstanceOf(ToolListing.Tools.class);
        assertThat(login.asked.getLast().scopes()).containsExactlyInAnyOrder("read", "write");
    }

    @Test
    void aServerThatIsNeverContentAsksAPersonOnce() {
        login.gate = token -> token.isEmpty()
                ? challenge(401, "scope=\"admin\"")
                : challenge(403, "error=\"insufficient_scope\", scope=\"admin\"");

        assertThat(login.refusal(login.access())).startsWith("it refuses though every scope that it names was asked for");
        assertThat(login.asked).hasSize(1);
    }

    @Test
    void aServerThatWantsEverNewScopesIsLeftAfterAFew() {
        login.gate = token -> challenge(token.isEmpty() ? 401 : 403, "error=\"insufficient_scope\", scope=\"s" + token + "\"");

        assertThat(login.refusal(login.access())).isEqualTo("it asked for more rights 3 times");
        assertThat(login.asked).hasSize(3);
    }

    @Test
    void aServerThatRefusesEveryTokenAsksAPersonOnce() {
        login.tokens = (_, number) -> Answer.json("{\"access_token\": \"t" + number + "\", \"token_type\": \"bearer\"}");
        login.gate = _ -> challenge(401, "");

        assertThat(login.refusal(login.access())).isEqualTo("it refuses a token that was made for it just now");
        assertThat(login.asked).hasSize(1);
    }

    @Test
    void aRefusalIsRemembered() {
        login.person = request -> new Consent.Redirected("error=access_denied&state=" + request.state());
        var access = login.access();

        login.refusal(access);

        assertThat(login.refusal(access)).isEqualTo("this authorization was refused a short while ago");
        assertThat(login.asked).hasSize(1);
    }

    @Test
    void nobodysAnswerIsNoRefusal() {
        login.person = _ -> new Consent.Unanswered("nobody came");
        var access = login.access();
        login.refusal(access);
        login.person = request -> new Consent.Redirected("code=abc&state=" + request.state());

        assertThat(login.list(access)).isInstanceOf(ToolListing.Tools.class);
    }

    @Test
    void anExpiredTokenIsRefreshedWithoutAskingAnybody() {
        login.gate = token -> token.isEmpty() || token.equals("token-1") ? challenge(401, "error=\"invalid_token\"") : null;

        assertThat(login.list(login.access())).isInstanceOf(ToolListing.Tools.class);
        assertThat(login.asked).hasSize(1);
        assertThat(login.trade())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "refresh-1")
                .containsEntry("resource", login.http.uri("/mcp").toString());
    }

    /// The SDK takes no blank value anywhere, and says so by an exception.
    @Test
    void whatIsBlankIsNothing() {
        login.resource.putArray("scopes_supported").add(" ").add("read");
        login.tokens = (_, number) ->
                Answer.json("{\"access_token\": \"token-" + number + "\", \"token_type\": \"Bearer\", \"refresh_token\": \" \"}");
        login.gate = token -> token.equals("token-2") ? null : challenge(401, "");
        var access = login.access();

        assertThat(login.refusal(access)).isEqualTo("it refuses a token that was made for it just now");
        assertThat(Form.read(login.asked.getFirst().address().getRawQuery())).containsEntry("scope", "read");
        assertThat(login.seen("/token")).hasSize(1);

        login.person = request -> new Consent.Redirected("code=+&state=" + request.state());
        assertThat(login.refusal(login.access())).isEqualTo("the answer of the authorization server has no code");

        login.documents.put("/register", "{\"client_id\": \" \"}");
        assertThat(login.refusal(login.access())).contains("it gave no client id");
    }

    @Test
    void aTokenIsUsedForNobodyElse() {
        var oauth = login.oauth();
        login.list(oauth.access(FakeLogin.ADA, login::consent));

        assertThat(oauth.access(PrincipalName.parse("person:bob"), Consent.NOBODY).headers()).isEmpty();
        assertThat(login.refusal(oauth.access(PrincipalName.parse("person:bob"), Consent.NOBODY)))
                .isEqualTo("it wants a person's authorization, and nobody can be asked here");
    }

    @Test
    void anotherTokenIsAnotherContextForPrivateLists() {
        var access = login.access();
        var before = access.context();

        login.list(access);

        assertThat(access.context()).isNotEqualTo(before).doesNotContain("token-1");
    }

    @Test
    void aClientIsUsedAtTheIssuerItIsRegisteredWithAndNowhereElse() {
        login.name = new ClientName.Registered("https://other.example", "signalbox", () -> "secret");

        assertThat(login.refusal(login.access()))
                .isEqualTo("the client is registered with 'https://other.example', which is none of its authorization servers");
        assertThat(login.http.seen()).noneMatch(seen -> seen.body().contains("secret"));
    }

    @Test
    void aRegisteredClientShowsItsSecretAsTheServerTakesIt() {
        login.name = new ClientName.Registered(login.base(), "signal:box", () -> "a/b c");
        login.issuer.remove("token_endpoint_auth_methods_supported");

        login.list(login.access());

        var basic = login.seen("/token").getLast().headers().getOrDefault("authorization", "").replace("Basic ", "");
        assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8)).isEqualTo("signal%3Abox:a%2Fb+c");
        assertThat(login.trade()).doesNotContainKeys("client_id", "client_secret");
        assertThat(login.seen("/register")).isEmpty();
    }

    @Test
    void theAddressOfADocumentIsPreferredToRegistering() {
        login.name = new ClientName.AtAddress(URI.create("https://host.example/client.json"));
        login.issuer.put("client_id_metadata_document_supported", true);

        login.list(login.access());

        assertThat(login.trade()).containsEntry("client_id", "https://host.example/client.json");
        assertThat(login.seen("/register")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"access_token\": \"a\", \"token_type\": \"mac\"}", "{\"access_token\": \"a b\", \"token_type\": \"Bearer\"}",
        "{\"access_token\": \"a\\r\\nX: y\", \"token_type\": \"Bearer\"}", "{\"token_type\": \"Bearer\"}", "[]", "{"})
    void whatIsNoBearerTokenIsNone(String answer) {
        login.tokens = (_, _) -> Answer.json(answer);

        assertThat(login.refusal(login.access())).startsWith("no token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_servers", "issuer", "token_endpoint", "authorization_endpoint", "registration_endpoint"})
    void addressesThatAServerNamesLeadToNoPrivatePlace(String where) {
        try (var hidden = new ScriptedHttp(_ -> Answer.json("{}"))) {
            var address = hidden.uri("/x").toString();
            login.issuer.put("authorization_response_iss_parameter_supported", true); // such may have several origins
            login.person = request -> new Consent.Redirected("code=abc&state=" + request.state() + iss("right"));
            switch (where) {
                case "authorization_servers" -> login.resource.putArray("authorization_servers").add(address);
                case "issuer" -> login.documents.put(
                        "/.well-known/oauth-protected-resource/mcp", login.resource.toString().replace(login.base() + "\"", address + "\""));
                default -> login.issuer.put(where, address);
            }

            login.refusal(login.access());

            assertThat(hidden.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsFollowedOnlyWhereItsTargetPasses(int status) {
        var seen = new ArrayList<String>();
        try (var hidden = new ScriptedHttp(each -> {
                    seen.add(each.path());
                    return Answer.json("{}");
                });
                var front = new ScriptedHttp(each -> each.path().equals("/away")
                        ? Answer.of(status, "text/plain", "").with("Location", hidden.uri("/secret").toString())
                        : Answer.of(status, "text/plain", "").with("Location", "/round"))) {
            var fetcher = new Document.Fetcher(login.client, Set.of(Origin.of(front.uri("/"))));
            var soon = Deadline.in(Duration.ofSeconds(5));

            assertThat(fetcher.fetch(front.uri("/away").toString(), soon)).isInstanceOf(Document.Absent.class);
            assertThat(fetcher.fetch(front.uri("/round").toString(), soon))
                    .isEqualTo(new Document.Absent("it redirects more than 3 times", true));
            assertThat(seen).isEmpty();
        }
    }

    private void elsewhere(String endpoint, ScriptedHttp other) {
        login.origins = Set.of(Origin.of(login.http.uri("/")), Origin.of(other.uri("/")));
        login.issuer.put(endpoint, other.uri("/" + endpoint).toString());
    }

    private String iss(String which) {
        return switch (which) {
            case "right" -> "&iss=" + URLEncoder.encode(login.base(), StandardCharsets.UTF_8);
            case "wrong" -> "&iss=" + URLEncoder.encode("https://evil.example", StandardCharsets.UTF_8);
            case "normalized" -> "&iss=" + URLEncoder.encode(login.base() + "/", StandardCharsets.UTF_8);
            default -> "";
        };
    }

    private List<String> paths() {
        return login.http.seen().stream()
                .map(ScriptedHttp.Seen::path)
                .filter(path -> path.contains("well-known"))
                .collect(Collectors.toList());
    }
}
