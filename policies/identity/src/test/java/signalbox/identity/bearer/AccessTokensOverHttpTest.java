package signalbox.identity.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.database.Database;
import signalbox.http.server.HostAndOriginRule;
import signalbox.identity.AccessForge;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.TestClock;
import signalbox.identity.WrongAccessToken;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.testing.issuer.FakeIssuer;
import tools.jackson.databind.json.JsonMapper;

/// What a listener answers to access tokens, and that nothing is done for a wrong one.
class AccessTokensOverHttpTest {
    private static final String METADATA = "https://tools.example.org/.well-known/oauth-protected-resource/mcp/retail";
    private static final Pattern CHALLENGE = Pattern.compile("WWW-Authenticate: (.*?)\r\n");

    private static final FakeIssuer ISSUER = FakeIssuer.open();
    private static final FakeIssuer OTHER = FakeIssuer.open();
    private static final TestClock CLOCK = new TestClock();
    private static final AccessForge FORGE = new AccessForge(ISSUER, OTHER, CLOCK);
    private static Database database;
    private static GateServer server;

    @BeforeAll
    static void start() {
        database = Database.temporary();
        database.migrate("identity");
        var policy = new IdentityPolicy(URI.create("https://tools.example.org"), null, List.of(issuer(ISSUER, "a-"), issuer(OTHER, "b-")));
        var gate = new BearerGate(
                new HostAndOriginRule(Set.of("x", "evil.example"), Set.of()),
                new Authenticator(new AgentTokens(database.dataSource(), CLOCK, _ -> true), policy, CLOCK),
                new ResourceServer(policy, policy.mcp()),
                new GateServer.Words());
        server = new GateServer(gate, "/mcp/retail");
    }

    private static Issuer issuer(FakeIssuer fake, String prefix) {
        var scopes = new ScopeRule("scope", ScopeRule.USUAL.grants(), List.of("tool:retail.get_*"));
        var principal = new PrincipalRule(PrincipalRule.USUAL.kind(), "sub", prefix, PrincipalRule.USUAL.names());
        return new Issuer(fake.name(), URI.create(fake.jwks()), Set.of(), Algorithm.USUAL, principal, scopes);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
        ISSUER.close();
        OTHER.close();
    }

    @Test
    void aHandlerSeesThePrincipalOfAnAccessToken() throws IOException {
        assertThat(ask("/mcp/retail", FORGE.good())).startsWith("HTTP/1.1 200").endsWith("hello person:a-ada");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongAccessTokenIsChallengedAndNothingIsDone(WrongAccessToken wrong) throws IOException {
        int before = server.reached();

        for (var path : List.of("/mcp/retail", "/open", "/elsewhere")) {
            var answer = ask(path, wrong.made(FORGE));

            assertThat(answer).startsWith("HTTP/1.1 401").endsWith("{\"refused\":401,\"text\":\"not accepted\"}");
            assertThat(challenge(answer)).isEqualTo("Bearer realm=\"signalbox\", error=\"invalid_token\", error_description=\""
                    + wrong.told.error.description() + "\", scope=\"tool:retail.get_*\", resource_metadata=\"" + METADATA + "\"");
        }
        assertThat(server.reached()).isEqualTo(before);
    }

    @Test
    void withoutATokenThereIsAChallengeWithoutAnError() throws IOException {
        var answer = server.ask("GET /mcp/retail HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: evil.example");

        assertThat(answer).startsWith("HTTP/1.1 401");
        assertThat(challenge(answer)).isEqualTo(
                "Bearer realm=\"signalbox\", scope=\"tool:retail.get_*\", resource_metadata=\"" + METADATA + "\"");
    }

    @Test
    void theMetadataIsThereForEverybodyAndSaysNothingOfTheRequest() throws IOException {
        var answer = server.ask(
                "GET /.well-known/oauth-protected-resource/mcp/retail HTTP/1.1", "Host: evil.example", "Authorization: Bearer x");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Type: application/json").doesNotContain("evil.example");
        var json = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(json.path("resource").stringValue()).isEqualTo(AccessForge.RESOURCE);
        assertThat(json.path("authorization_servers").get(0).stringValue()).isEqualTo(ISSUER.name());
    }

    @Test
    void theMetadataOfAnythingElseIsNotThere() throws IOException {
        for (var path : List.of("", "/", "/mcp", "/mcp/retail/", "/mcp/retail/v1", "/open")) {
            var answer = server.ask("GET /.well-known/oauth-protected-resource" + path + " HTTP/1.1", "Host: x");

            assertThat(GateServer.status(answer)).as(path).isEqualTo(401);
        }
        assertThat(GateServer.status(server.ask("POST /.well-known/oauth-protected-resource/mcp/retail HTTP/1.1", "Host: x")))
                .isEqualTo(401);
    }

    @Test
    void whileTheKeysCannotBeHadTheAnswerIsThatAndNobodyGetsIn() throws IOException {
        CLOCK.pass(Duration.ofHours(25));
        ISSUER.be(FakeIssuer.Mood.BROKEN);
        int before = server.reached();

        var answer = ask("/mcp/retail", FORGE.good());
        ISSUER.be(FakeIssuer.Mood.WELL);
        CLOCK.pass(Duration.ofSeconds(10));

        assertThat(answer).startsWith("HTTP/1.1 503").doesNotContain("WWW-Authenticate");
        assertThat(server.reached()).isEqualTo(before);
        assertThat(ask("/mcp/retail", FORGE.good())).startsWith("HTTP/1.1 200");
    }

    private static String challenge(String answer) {
        var match = CHALLENGE.matcher(answer);
        assertThat(match.find()).as(answer).isTrue();
        var challenge = match.group(1);
        assertThat(match.find()).as("a second challenge").isFalse();
        return challenge;
    }

    private static String ask(String path, String token) throws IOException {
        return server.ask("GET " + path + " HTTP/1.1", "Host: x", "Authorization: Bearer " + token);
    }
}
