package signalbox.identity.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.database.Database;
import signalbox.http.server.HostAndOriginRule;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// What a listener answers to agent tokens, and that nothing is done for a wrong one.
class BearerGateTest {
    private static Database database;
    private static AgentTokens tokens;
    private static GateServer server;

    @BeforeAll
    static void start() {
        database = Database.temporary();
        database.migrate("identity");
        tokens = new AgentTokens(database.dataSource(), InstantSource.system(), _ -> true);
        var gate = new BearerGate(
                new HostAndOriginRule(Set.of(), Set.of()),
                Authenticator.of(tokens, InstantSource.system()),
                new ResourceServer(IdentityPolicy.TOKENS_ONLY, null),
                new GateServer.Words());
        server = new GateServer(gate, "/v1");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "Bearer  "})
    void aHandlerSeesThePrincipalOfTheToken(String scheme) throws IOException {
        var answer = ask("/v1/runs", "Authorization: " + scheme + " " + token().presented());

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("hello agent:ada");
        assertThat(answer).doesNotContain("Set-Cookie");
    }

    @Test
    void withoutATokenThereIsAChallenge() throws IOException {
        var answer = ask("/v1/runs", "X: y");

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer realm=\"signalbox\"\r\n")
                .endsWith("{\"refused\":401,\"text\":\"missing\"}");
    }

    @Test
    void anotherSchemeIsChallengedLikeNoToken() throws IOException {
        assertThat(withoutDate(ask("/v1/runs", "Authorization: Basic dXNlcjpwYXNz"))).isEqualTo(withoutDate(ask("/v1/runs", "X: y")));
    }

    @Test
    void aRevokedTokenIsRefusedAtItsNextRequest() throws IOException {
        var created = token();
        var header = "Authorization: Bearer " + created.presented();
        assertThat(GateServer.status(ask("/v1/runs", header))).isEqualTo(200);

        tokens.revoke(created.token().id());

        assertThat(GateServer.status(ask("/v1/runs", header))).isEqualTo(401);
    }

    @Test
    void everyRefusedTokenIsAnsweredAlike() throws IOException {
        var revoked = token();
        tokens.revoke(revoked.token().id());
        var wrongSecret = token().presented().substring(0, 17) + "A".repeat(43);
        var unknown = "sbx_000000000000_" + "A".repeat(43);

        var answers = List.of(
                ask("/v1/runs", "Authorization: Bearer " + revoked.presented()),
                ask("/v1/runs", "Authorization: Bearer " + wrongSecret),
                ask("/v1/runs", "Authorization: Bearer " + unknown),
                ask("/v1/runs", "Authorization: Bearer nonsense"));

        assertThat(answers.stream().map(BearerGateTest::withoutDate).distinct()).singleElement().asString()
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer realm=\"signalbox\", error=\"invalid_token\", error_description=\"token is not accepted\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Authorization:",
        "Authorization: Bearer",
        "Authorization: TOKEN",
        "Authorization: Basic TOKEN",
        "Authorization: BearerTOKEN",
        "Authorization: Bearer TOKEN extra",
        "Authorization: Bearer TOKEN,Bearer TOKEN",
        "Authorization: Bearer \"TOKEN\"",
        "Authorization: Bearer ' or 1=1 --",
        "Authorization: Bearer sbx_'; drop table identity.token; --",
        "Authorization: Bearer \u00e9\u00e9",
        "Authorization: Bearer ${jndi:ldap://x}",
        "X-Api-Key: TOKEN",
        "Cookie: token=TOKEN",
        "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN"
    })
    void aTokenPresentedInAnyOtherWayIsRefused(String header) throws IOException {
        int before = server.reached();

        var answer = ask("/v1/runs", header.replace("TOKEN", token().presented()));

        assertThat(GateServer.status(answer)).isEqualTo(401);
        assertThat(server.reached()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/runs?access_token=TOKEN", "/v1/runs?a=b&access%5Ftoken=TOKEN", "/v1/runs?token=TOKEN"})
    void aTokenInTheAddressIsNoToken(String path) throws IOException {
        var answer = ask(path.replace("TOKEN", token().presented()), "X: y");

        assertThat(GateServer.status(answer)).isEqualTo(401);
    }

    @Test
    void aTokenInTheAddressSpoilsAGoodHeader() throws IOException {
        var presented = token().presented();

        var answer = ask("/v1/runs?access_token=" + presented, "Authorization: Bearer " + presented);

        assertThat(answer).startsWith("HTTP/1.1 401").contains("error=\"invalid_request\"");
    }

    @Test
    void anOpenPathNeedsNoTokenButRefusesAWrongOne() throws IOException {
        assertThat(ask("/open", "X: y")).startsWith("HTTP/1.1 200").endsWith("hello anyone");
        assertThat(GateServer.status(ask("/open", "Authorization: Bearer wrong"))).isEqualTo(401);
    }

    @Test
    void onePrincipalNeverStaysForTheNextRequest() throws IOException {
        ask("/v1/runs", "Authorization: Bearer " + token().presented());

        for (int i = 0; i < 30; i++) {
            assertThat(GateServer.status(ask("/v1/runs", "X: y"))).isEqualTo(401);
        }
    }

    private static String ask(String path, String header) throws IOException {
        return server.ask("GET " + path + " HTTP/1.1", "Host: localhost:PORT", header);
    }

    private static String withoutDate(String answer) {
        return answer.replaceAll("(?i)Date: [^\r]*\r\n", "");
    }

    private static TokenCreation.Created token() {
        return (TokenCreation.Created) tokens.create(PrincipalName.parse("agent:ada"), Scopes.ALL, AgentTokens.USUAL_LIFE);
    }
}
