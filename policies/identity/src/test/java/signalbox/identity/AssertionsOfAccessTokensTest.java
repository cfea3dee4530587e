package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.ToolId;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// A host may speak for callers with access tokens, as far as their issuers may, and no longer than their tokens.
class AssertionsOfAccessTokensTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:8090/mcp");
    private static final CallerAssertion.Call CALL =
            new CallerAssertion.Call(ToolId.parse("retail.get_order_details@1.0.0"), "sha256:" + "a".repeat(64));
    private static final String PEOPLE = "https://login.example.org/people";
    private static final String ROBOTS = "https://login.example.org/robots";
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private final AgentTokens tokens = new AgentTokens(TestDatabase.SHARED.dataSource(), clock, _ -> true);
    private final HostKeys keys = new HostKeys(TestDatabase.SHARED.dataSource(), clock);
    private final CallerAssertions assertions = assertions(policy());
    private HostIdentity host;
    private Principal bearer;

    private static IdentityPolicy policy() {
        return new IdentityPolicy(null, null, List.of(
                issuer(PEOPLE, new PrincipalRule(PrincipalName.Kind.PERSON, "sub", "p-", Map.of())),
                issuer(ROBOTS, new PrincipalRule(PrincipalName.Kind.AGENT, "sub", "", Map.of("1", BOT)))));
    }

    private static Issuer issuer(String name, PrincipalRule principal) {
        return new Issuer(name, null, Set.of(), Algorithm.USUAL, principal, ScopeRule.USUAL);
    }

    private CallerAssertions assertions(IdentityPolicy policy) {
        return new CallerAssertions(TestDatabase.SHARED.dataSource(), tokens, keys, policy, clock);
    }

    @BeforeEach
    void aHost() {
        host = HostIdentity.in(directory, tokens, keys, clock);
        bearer = ((AgentTokenCheck.Known) tokens.check(host.bearer())).principal();
    }

    @Test
    void aCallerWithAnAccessTokenIsVouchedForAndItsCallCoveredOnce() {
        var ada = caller("person:p-ada", "tool:retail.*", PEOPLE, 300);

        var vouched = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));

        assertThat(vouched.caller()).isEqualTo(
                new Principal(ada.name(), ada.scopes(), ada.credential(), HostIdentity.MAIN));
        assertThat(assertions.atCall(vouched.assertion(), CALL)).isEqualTo(new AssertionCoverage.Covered());
        assertThat(assertions.atCall(vouched.assertion(), CALL)).isInstanceOf(AssertionCoverage.Refused.class);
    }

    @Test
    void anAssertionEndsWithItsCallersToken() {
        var soon = vouched(host.assertion(ENDPOINT, caller("person:p-ada", "*", PEOPLE, 20), "run_1", CALL)).assertion();
        var later = vouched(host.assertion(ENDPOINT, caller("person:p-ada", "*", PEOPLE, 300), "run_1", CALL)).assertion();

        assertThat(soon.expires()).isEqualTo(clock.instant().plusSeconds(20));
        assertThat(later.expires()).isEqualTo(clock.instant().plusSeconds(60));
        clock.pass(Duration.ofSeconds(20));
        assertThat(assertions.atCall(soon, CALL)).isInstanceOf(AssertionCoverage.Refused.class);
        assertThat(assertions.atCall(later, CALL)).isEqualTo(new AssertionCoverage.Covered());
    }

    @ParameterizedTest
    @CsvSource({
        "person:p-ada, *, https://login.example.org/elsewhere, 300, the caller's issuer is not configured here",
        "person:p-ada, *, https://login.example.org/people/, 300, the caller's issuer is not configured here",
        "person:ada, *, https://login.example.org/people, 300, the caller's issuer may not speak of person:ada",
        "agent:p-ada, *, https://login.example.org/people, 300, the caller's issuer may not speak of agent:p-ada",
        "agent:bot, *, https://login.example.org/people, 300, the caller's issuer may not speak of agent:bot",
        "agent:ada, *, https://login.example.org/robots, 300, the caller's issuer may not speak of agent:ada",
        "host:main, *, https://login.example.org/people, 300, a host cannot be acted for",
        "person:p-ada, orders:read, https://login.example.org/people, 300, scopes that the caller's issuer cannot give",
        "person:p-ada, *, https://login.example.org/people, 0, it has expired",
        "person:p-ada, *, https://login.example.org/people, -10, it has expired"
    })
    void aCallerThatNoIssuerMadeIsNotVouchedFor(String name, String scopes, String issuer, int seconds, String reason) {
        var presented = host.assertion(ENDPOINT, caller(name, scopes, issuer, seconds), "run_1", CALL);

        assertThat(assertions.onArrival(presented, bearer, ENDPOINT)).isEqualTo(new AssertionCheck.Refused(reason));
    }

    @Test
    void withoutIssuersNoSuchCallerIsVouchedFor() {
        var presented = host.assertion(ENDPOINT, caller("person:p-ada", "*", PEOPLE, 300), "run_1", CALL);

        assertThat(assertions(IdentityPolicy.TOKENS_ONLY).onArrival(presented, bearer, ENDPOINT))
                .isInstanceOf(AssertionCheck.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"issuer\":\"[^\"]*\", |",
        "\"until\":[0-9]+, |",
        "\"until\":([0-9]+) | \"until\":\"$1\"",
        "\"until\":([0-9]+) | \"until\":$1.5",
        "\"until\":([0-9]+) | \"until\":-1",
        "\"until\":([0-9]+) | \"until\":1",
        "\"until\":([0-9]+) | \"until\":99999999999999999999",
        "\"issuer\":(\"[^\"]*\") | \"issuer\":[$1]",
        "\"issuer\": | \"issuer\":\"https://x\",\"issuer\":",
        "\"token\":\"[^\"]*\" | \"token\":\"\"",
        "\"token\":\"[^\"]*\" | \"token\":\"jwt_' or 1=1\"",
        "\"token\":\"[^\"]*\", |",
        "\"sub\":\"[^\"]*\" | \"sub\":\"person:ada\"",
        "\"scopes\":\"[^\"]*\" | \"scopes\":\"openid\"",
        "\"scopes\":\"[^\"]*\", |",
        "\"exp\":[0-9]+ | \"exp\":99999999999"
    })
    void aWrongAssertionOfAnAccessTokenIsRefused(String good, String wrong) throws Exception {
        var key = SigningKey.in(directory.resolve("host.key"));
        long now = clock.instant().getEpochSecond();
        var payload = "{\"iss\":\"host:main\",\"aud\":\"" + ENDPOINT + "\",\"sub\":\"person:p-ada\",\"scopes\":\"*\","
                + "\"token\":\"jwt_1\",\"issuer\":\"" + PEOPLE + "\",\"until\":" + (now + 60) + ",\"run\":\"run_1\","
                + "\"tool\":\"retail.get_order_details@1.0.0\",\"args\":\"sha256:" + "a".repeat(64) + "\","
                + "\"jti\":\"" + "j".repeat(22) + "\",\"iat\":" + now + ",\"exp\":" + (now + 60) + "}";
        var changed = payload.replaceFirst(good, wrong == null ? "" : wrong);
        assertThat(changed).isNotEqualTo(payload);

        assertThat(assertions.onArrival(AssertionJwt.sign(payload, key), bearer, ENDPOINT))
                .isInstanceOf(AssertionCheck.Vouched.class);
        assertThat(assertions.onArrival(AssertionJwt.sign(changed, key), bearer, ENDPOINT))
                .isInstanceOf(AssertionCheck.Refused.class);
    }

    @Test
    void aTokenOfOneKindIsNeverTakenForTheOther() {
        var agentToken = (TokenCreation.Created) tokens.create(BOT, Scopes.ALL, Duration.ofHours(1));
        var asAccessToken = new Principal(PrincipalName.parse("agent:other"), Scopes.ALL,
                new Credential.AccessToken(agentToken.token().id(), ROBOTS, clock.instant().plusSeconds(300)), null);
        var asAgentToken = new Principal(BOT, Scopes.ALL, new Credential.AgentToken("jwt_1"), null);

        assertThat(List.of(asAccessToken, asAgentToken)).allSatisfy(who ->
                assertThat(assertions.onArrival(host.assertion(ENDPOINT, who, "run_1", CALL), bearer, ENDPOINT))
                        .isInstanceOf(AssertionCheck.Refused.class));
    }

    /// Whatever a host states, its caller is one that the issuer may speak of, in scopes of our form, before the end.
    @Test
    void nobodyIsVouchedForWhomTheRuleDoesNotAllow() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var names = List.of("person:p-ada", "person:p-eve", "person:ada", "agent:bot", "agent:p-x", "agent:x");
        var issuers = List.of(PEOPLE, ROBOTS, PEOPLE + "x");
        var scopes = List.of("*", "", "tool:retail.*", "tool:retail.* act-for", "openid", "tool:", "model:x tool:a.b@^1");
        int let = 0;
        for (int i = 0; i < 2000; i++) {
            var name = pick(names, random);
            var issuer = pick(issuers, random);
            var given = Scopes.parse(pick(scopes, random));
            int seconds = random.nextInt(-100, 200);
            var presented = host.assertion(ENDPOINT, caller(name, given.toString(), issuer, seconds), "run_1", CALL);
            int waited = random.nextInt(0, 80);
            clock.pass(Duration.ofSeconds(waited));

            boolean vouched = assertions.onArrival(presented, bearer, ENDPOINT) instanceof AssertionCheck.Vouched;

            boolean known = issuer.equals(PEOPLE) ? name.startsWith("person:p-") : issuer.equals(ROBOTS) && name.equals("agent:bot");
            boolean allowed = known
                    && given.values().stream().allMatch(Scopes::isValid)
                    && waited < Math.min(60, seconds);
            assertThat(vouched).as("seed %s, %s of %s, '%s', %s s after %s s", seed, name, issuer, given, seconds, waited).isEqualTo(allowed);
            let += vouched ? 1 : 0;
        }
        assertThat(let).isGreaterThan(30);
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private Principal caller(String name, String scopes, String issuer, int seconds) {
        Instant expires = clock.instant().plusSeconds(seconds);
        return new Principal(PrincipalName.parse(name), Scopes.parse(scopes),
                new Credential.AccessToken("jwt_1", issuer, expires), null);
    }

    private AssertionCheck.Vouched vouched(String presented) {
        return switch (assertions.onArrival(presented, bearer, ENDPOINT)) {
            case AssertionCheck.Vouched vouched -> vouched;
            case AssertionCheck.Refused(var reason) -> throw new AssertionError(reason);
        };
    }
}
