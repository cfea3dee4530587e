package signalbox.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.kit.TestServers;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.issuer.FakeIssuer;

/// Access tokens of an issuer at the endpoints: where to get one, for what, and that no other comes in.
class AccessTokensTest {
    private static final String URL = "https://tools.example.org";
    private static final FakeIssuer ISSUER = FakeIssuer.open();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final TestServers SERVERS = TestServers.open(new IdentityPolicy(URI.create(URL), null, List.of(new Issuer(
            ISSUER.name(), URI.create(ISSUER.jwks()), Set.of("api://yard"), Algorithm.USUAL,
            new PrincipalRule(PrincipalName.Kind.AGENT, "sub", "", Map.of()),
            new ScopeRule("scope", Map.of(
                    "say", Scopes.parse("tool:yard.echo"),
                    "everything", Scopes.ALL,
                    "count", Scopes.parse("tool:yard.count")), List.of("say"))))));

    @AfterAll
    static void closeServers() {
        SERVERS.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/yard", "/mcp/yard/v1", "/mcp/nosuch"})
    void everyEndpointSaysWhereATokenForItIsToBeHad(String path) {
        var refused = SERVERS.send(Request.of("POST", path).with(TestServers.JSON).with(TestServers.ACCEPT).body("{}"));
        var described = SERVERS.send(Request.of("GET", "/.well-known/oauth-protected-resource" + path));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"signalbox\", scope=\"say\", resource_metadata=\""
                + URL + "/.well-known/oauth-protected-resource" + path + "\"");
        assertThat(described.status()).isEqualTo(200);
        assertThat(described.json().path("resource").asString("")).isEqualTo(URL + path);
        assertThat(described.json().path("authorization_servers").path(0).asString("")).isEqualTo(ISSUER.name());
        assertThat(described.json().path("scopes_supported").toString()).isEqualTo("[\"say\"]");
        assertThat(described.json().path("bearer_methods_supported").toString()).isEqualTo("[\"header\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/mcp/", "/mcp/yard/", "/mcp/yard/v01", "/mcp/Yard", "/elsewhere"})
    void nothingElseIsDescribed(String path) {
        assertThat(SERVERS.send(Request.of("GET", "/.well-known/oauth-protected-resource" + path)).status()).isEqualTo(404);
    }

    @Test
    void nothingMoreIsReadOfWhoeverAsksWhatAnEndpointNeeds() {
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.sendHead(Request.of("GET", "/.well-known/oauth-protected-resource/mcp").body(" ".repeat(1 << 20)));

            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenForTheEndpointComesInAndOneForAnotherDoesNot() {
        var here = ISSUER.token("visitor", URL + "/mcp/yard", "everything", CLOCK);
        var elsewhere = ISSUER.token("visitor", URL + "/mcp", "everything", CLOCK);
        var agreed = ISSUER.token("visitor", "api://yard", "everything", CLOCK);

        assertThat(said(echo(here))).isEqualTo("agent:visitor says hello");
        assertThat(said(echo(agreed))).isEqualTo("agent:visitor says hello");
        assertThat(echo(elsewhere).status()).isEqualTo(401);
        assertThat(echo(elsewhere).header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"", "error_description=\"token was issued for another resource\"");
    }

    @Test
    void aCallThatTheRoleAllowsNamesTheScopesItNeedsAndPassesWithThem() {
        var narrow = ISSUER.token("visitor", URL + "/mcp/yard", "say", CLOCK);

        var refused = count(narrow);
        var asked = String.valueOf(refused.header("WWW-Authenticate")).replaceFirst(".*[ ,]scope=\"([^\"]*)\".*", "$1");
        var passed = count(ISSUER.token("visitor", URL + "/mcp/yard", asked, CLOCK));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains(
                "error=\"insufficient_scope\"", "scope=\"count\"",
                "resource_metadata=\"" + URL + "/.well-known/oauth-protected-resource/mcp/yard\"");
        assertThat(asked).isEqualTo("count");
        assertThat(said(passed)).isEqualTo("1");
    }

    @Test
    void aToolThatTheRoleHidesIsNotFoundWhateverTheScopes() {
        var narrow = ISSUER.token("stranger", URL + "/mcp/yard", "say", CLOCK);
        var wide = ISSUER.token("stranger", URL + "/mcp/yard", "everything", CLOCK);
        var unknown = call(wide, "no_such", "{}");

        assertThat(count(narrow).body()).isEqualTo(unknown.body().replace("no_such", "count"));
        assertThat(count(wide).body()).isEqualTo(unknown.body().replace("no_such", "count"));
        assertThat(count(narrow).status()).isEqualTo(unknown.status());
    }

    @TestFactory
    Stream<DynamicTest> noOtherTokenComesIn() {
        int before = SERVERS.tools.echoes.get();
        var wrong = new LinkedHashMap<String, String>();
        var audience = URL + "/mcp/yard";
        var good = ISSUER.token("visitor", audience, "everything", CLOCK);
        for (var other : List.of("", audience + "/", "https://tools.example.org", URL + "/mcp/yard/v1", URL + "/mcp/yar",
                "HTTPS://tools.example.org/mcp/yard", URL + "/mcp/Yard", "http://tools.example.org/mcp/yard", "api://yar", "API://yard")) {
            wrong.put("for '" + other + "'", ISSUER.token("visitor", other, "everything", CLOCK));
        }
        var parts = good.split("\\.");
        wrong.put("expired", ISSUER.token("visitor", audience, "everything", CLOCK.instant().minus(Duration.ofSeconds(1))));
        wrong.put("without its signature", parts[0] + "." + parts[1] + ".");
        wrong.put("with another payload", parts[0] + "." + ISSUER.token("keeper", audience, "everything", CLOCK).split("\\.")[1] + "." + parts[2]);
        try (var stranger = FakeIssuer.open()) {
            wrong.put("of a stranger", stranger.token("visitor", audience, "everything", CLOCK));
            wrong.put("signed by a stranger", ISSUER.token("visitor", audience, "everything", CLOCK)
                    .replaceFirst("[^.]*$", stranger.token("visitor", audience, "everything", CLOCK).split("\\.")[2]));
        }
        wrong.put("unsigned", Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + parts[1] + ".");
        wrong.put("twice", good + "." + good);

        return Stream.concat(
                wrong.entrySet().stream().map(each -> DynamicTest.dynamicTest("one " + each.getKey(), () -> {
                    var reply = echo(each.getValue());

                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer realm=\"signalbox\", error=\"invalid_token\"")
                            .contains("scope=\"say\"", "resource_metadata=\"" + URL + "/.well-known/oauth-protected-resource/mcp/yard\"");
                })),
                Stream.of(DynamicTest.dynamicTest("and nothing was run", () -> {
                    assertThat(SERVERS.tools.echoes).hasValue(before);
                    assertThat(echo(good).status()).isEqualTo(200);
                })));
    }

    private static Reply echo(String token) {
        return call(token, "echo", "{\"text\": \"hello\"}");
    }

    private static Reply count(String token) {
        return call(token, "count", "{\"counter\": \"" + UUID.randomUUID() + "\"}");
    }

    private static Reply call(String token, String tool, String arguments) {
        return SERVERS.post("/mcp/yard", token, """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s, "_meta": {
                 "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}}"""
                .formatted(tool, arguments), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: " + tool);
    }

    private static String said(Reply reply) {
        return reply.json().at("/result/content/0/text").asString("");
    }
}
