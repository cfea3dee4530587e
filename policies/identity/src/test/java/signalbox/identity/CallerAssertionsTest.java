package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.descriptor.ToolId;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

class CallerAssertionsTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:8090/mcp");
    private static final CallerAssertion.Call CALL =
            new CallerAssertion.Call(ToolId.parse("retail.get_order_details@1.0.0"), "sha256:" + "a".repeat(64));

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private final AgentTokens tokens = new AgentTokens(TestDatabase.SHARED.dataSource(), clock, _ -> true);
    private final HostKeys keys = new HostKeys(TestDatabase.SHARED.dataSource(), clock);
    private final CallerAssertions assertions =
            new CallerAssertions(TestDatabase.SHARED.dataSource(), tokens, keys, IdentityPolicy.TOKENS_ONLY, clock);

    private HostIdentity host;
    private Principal bearer;
    private Principal ada;

    @BeforeEach
    void aHostAndACaller() {
        host = HostIdentity.in(directory, tokens, keys, clock);
        bearer = known(host.bearer());
        ada = known(token("agent:ada", "tool:retail.*"));
    }

    @Test
    void aCallerStatedByTheHostIsVouchedFor() {
        var presented = host.assertion(ENDPOINT, ada, "run_1", CALL);

        var check = assertions.onArrival(presented, bearer, ENDPOINT);

        assertThat(check).isInstanceOfSatisfying(AssertionCheck.Vouched.class, vouched -> {
            assertThat(vouched.caller())
                    .isEqualTo(new Principal(ada.name(), ada.scopes(), ada.credential(), HostIdentity.MAIN));
            assertThat(vouched.assertion().run()).isEqualTo("run_1");
            assertThat(vouched.assertion().call()).isEqualTo(CALL);
        });
    }

    @Test
    void anAssertionCoversItsCallOnce() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));

        var first = assertions.atCall(assertion, CALL);
        var second = assertions.atCall(assertion, CALL);

        assertThat(first).isEqualTo(new AssertionCoverage.Covered());
        assertThat(second).isEqualTo(new AssertionCoverage.Refused("it has been used before"));
    }

    @Test
    void anAssertionUsedInATransactionThatRollsBackStaysUsed() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));
        var transaction = new TransactionTemplate(new JdbcTransactionManager(TestDatabase.SHARED.dataSource()));

        transaction.executeWithoutResult(status -> {
            assertions.atCall(assertion, CALL);
            status.setRollbackOnly();
        });

        assertThat(assertions.atCall(assertion, CALL)).isInstanceOf(AssertionCoverage.Refused.class);
    }

    @Test
    void ofManyUsesAtTheSameTimeOneIsCovered() throws Exception {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));
        var answers = new ArrayList<AssertionCoverage>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<AssertionCoverage> use = () -> assertions.atCall(assertion, CALL);
            for (var future : threads.invokeAll(Collections.nCopies(20, use))) {
                answers.add(future.get());
            }
        }

        assertThat(answers).filteredOn(AssertionCoverage.Covered.class::isInstance).hasSize(1);
    }

    @Test
    void aListNeedsNoCallAndCoversNone() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1"));

        assertThat(assertion.call()).isNull();
        assertThat(assertions.atCall(assertion, CALL)).isEqualTo(new AssertionCoverage.Refused("it was made for another call"));
    }

    @Test
    void theEndOfASessionBelongsToNoRun() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, ""));

        assertThat(assertion.run()).isEmpty();
        assertThat(assertions.onArrival(host.assertion(ENDPOINT, ada, "", CALL), bearer, ENDPOINT))
                .isInstanceOf(AssertionCheck.Refused.class);
    }

    @Test
    void anotherToolVersionOrOtherArgumentsAreNotCovered() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));
        var others = List.of(
                new CallerAssertion.Call(ToolId.parse("retail.get_order_details@1.0.1"), CALL.arguments()),
                new CallerAssertion.Call(ToolId.parse("retail.get_user_details@1.0.0"), CALL.arguments()),
                new CallerAssertion.Call(CALL.tool(), "sha256:" + "b".repeat(64)));

        assertThat(others).allSatisfy(other ->
                assertThat(assertions.atCall(assertion, other)).isInstanceOf(AssertionCoverage.Refused.class));
        assertThat(assertions.atCall(assertion, CALL)).isEqualTo(new AssertionCoverage.Covered());
    }

    @Test
    void aTokenRevokedBetweenArrivalAndCallStopsTheCall() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));

        tokens.revoke(ada.credential().id());

        assertThat(assertions.atCall(assertion, CALL))
                .isEqualTo(new AssertionCoverage.Refused("the caller's token is expired or revoked"));
    }

    @Test
    void anAssertionThatExpiresBeforeTheCallCoversNothing() {
        var assertion = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));

        clock.pass(Duration.ofSeconds(60));

        assertThat(assertions.atCall(assertion, CALL)).isEqualTo(new AssertionCoverage.Refused("it has expired"));
    }

    @Test
    void usedAssertionsAreForgottenOnlyAfterTheyExpired() {
        var first = vouched(host.assertion(ENDPOINT, ada, "run_1", CALL));
        assertions.atCall(first, CALL);
        clock.pass(Duration.ofSeconds(59));
        assertions.atCall(vouched(host.assertion(ENDPOINT, ada, "run_1", CALL)), CALL);
        var whileItLives = kept(first.id());

        clock.pass(Duration.ofMinutes(5));
        assertions.atCall(vouched(host.assertion(ENDPOINT, ada, "run_1", CALL)), CALL);

        assertThat(whileItLives).isEqualTo(1);
        assertThat(kept(first.id())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongAssertionIsRefused(WrongAssertion wrong) throws Exception {
        var hostKey = SigningKey.in(directory.resolve("host.key"));
        var otherToken = known(token("agent:eve", "*")).credential().id();
        var forge = new Forge(hostKey, ada, otherToken, clock);

        var check = assertions.onArrival(wrong.made(forge), bearer, ENDPOINT);

        assertThat(check).isInstanceOf(AssertionCheck.Refused.class);
    }

    @Test
    void theForgeMakesAGoodAssertionWhenNothingIsWrong() throws Exception {
        var forge = new Forge(SigningKey.in(directory.resolve("host.key")), ada, "unused", clock);

        var check = assertions.onArrival(forge.good(), bearer, ENDPOINT);

        assertThat(check).isInstanceOf(AssertionCheck.Vouched.class);
    }

    @Test
    void anAssertionBroughtBySomebodyElseIsRefused() {
        var presented = host.assertion(ENDPOINT, ada, "run_1", CALL);
        var otherHost = known(token("host:other", "*"));
        var already = new Principal(bearer.name(), bearer.scopes(), bearer.credential(), otherHost.name());

        assertThat(List.of(otherHost, ada, already)).allSatisfy(who ->
                assertThat(assertions.onArrival(presented, who, ENDPOINT)).isInstanceOf(AssertionCheck.Refused.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://127.0.0.1:8090/mcp/",
        "http://127.0.0.1:8090/mcp/retail",
        "http://127.0.0.1:8091/mcp",
        "http://localhost:8090/mcp",
        "https://127.0.0.1:8090/mcp",
        "http://127.0.0.1:8090/MCP",
        "http://127.0.0.1:8090/mcp?x=1",
        "http://127.0.0.1:8090/mc"
    })
    void anAssertionForAnotherEndpointIsRefused(String endpoint) {
        var presented = host.assertion(ENDPOINT, ada, "run_1", CALL);

        assertThat(assertions.onArrival(presented, bearer, URI.create(endpoint)))
                .isEqualTo(new AssertionCheck.Refused("it was made for another endpoint"));
    }

    @Test
    void theIdentityIsKeptPrivatelyAndLoadedAgain() throws Exception {
        var again = HostIdentity.in(directory, tokens, keys, clock);

        assertThat(again.bearer()).isEqualTo(host.bearer());
        assertThat(assertions.onArrival(again.assertion(ENDPOINT, ada, "run_1", CALL), bearer, ENDPOINT))
                .isInstanceOf(AssertionCheck.Vouched.class);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2).allSatisfy(file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
    }

    @Test
    void theHostsTokenIsRenewedBeforeItExpires() {
        var first = host.bearer();

        clock.pass(Duration.ofDays(21));
        var second = host.bearer();

        assertThat(second).isNotEqualTo(first);
        assertThat(known(second).name()).isEqualTo(HostIdentity.MAIN);
    }

    private CallerAssertion vouched(String presented) {
        return switch (assertions.onArrival(presented, bearer, ENDPOINT)) {
            case AssertionCheck.Vouched(var _, var assertion) -> assertion;
            case AssertionCheck.Refused(var reason) -> throw new AssertionError(reason);
        };
    }

    private String token(String principal, String scopes) {
        var creation = tokens.create(PrincipalName.parse(principal), Scopes.parse(scopes), Duration.ofHours(1));
        return ((TokenCreation.Created) creation).presented();
    }

    private Principal known(String presented) {
        return ((AgentTokenCheck.Known) tokens.check(presented)).principal();
    }

    private static int kept(String jti) {
        return JdbcClient.create(TestDatabase.SHARED.dataSource())
                .sql("select count(*) from identity.used_statement where jti = :jti")
                .param("jti", jti)
                .query(Integer.class)
                .single();
    }
}
