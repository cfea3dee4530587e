package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Watch;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.PrincipalRule;
import signalbox.identity.issuer.ScopeRule;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.testing.Patience;
import signalbox.testing.issuer.FakeIssuer;

/// What a check costs, in CPU of this thread and of PostgreSQL; the figures of `docs/benchmarks.md` are printed here.
class CheckCostTest {
    private static final URI RESOURCE = URI.create(AccessForge.RESOURCE);
    private static final FakeIssuer ISSUER = FakeIssuer.open();

    private final InstantSource clock = InstantSource.system();
    private final Watch watch = TestDatabase.SHARED.notices().watch(AgentTokens.CHANNEL);
    private final AgentTokens asking = new AgentTokens(TestDatabase.SHARED.dataSource(), clock, _ -> true);
    private final AgentTokens remembering = new AgentTokens(TestDatabase.SHARED.dataSource(), watch, clock, _ -> true);

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @Test
    void aTokenThatWasCheckedBeforeCostsAFractionOfAQuery() {
        Patience.until(Duration.ofSeconds(10), () -> watch.mark() != Watch.UNKNOWN);
        var header = List.of("Bearer " + ((TokenCreation.Created)
                asking.create(PrincipalName.parse("agent:ada"), Scopes.parse("tool:retail.*"), Duration.ofHours(1))).presented());
        var each = Authenticator.of(asking, clock);
        var once = Authenticator.of(remembering, clock);

        double asked = cost("agent token, the database asked", 2_000, () -> known(each.check(header, null, RESOURCE)));
        double remembered = cost("agent token, remembered", 50_000, () -> known(once.check(header, null, RESOURCE)));

        assertThat(remembered).isLessThan(asked / 5);
    }

    @Test
    void anAccessTokenThatWasCheckedBeforeCostsAFractionOfItsSignature() {
        var forge = new AccessForge(ISSUER, ISSUER, clock);
        for (var key : List.of(ISSUER.rsa(), ISSUER.ec(), ISSUER.ed())) {
            var authenticator = new Authenticator(asking, policy(), clock);
            var header = List.of("Bearer " + key.sign(AccessForge.header(key), forge.payload()));
            Queue<List<String>> fresh = new ArrayDeque<>();
            for (int i = 0; i < 120; i++) {
                fresh.add(List.of("Bearer " + key.sign(AccessForge.header(key), forge.payload().replace("j1", "j" + i))));
            }

            double first = cost(key.alg() + " access token, new", 100, () ->
                    known(authenticator.check(fresh.remove(), null, RESOURCE)));
            double remembered = cost(key.alg() + " access token, remembered", 50_000, () -> known(authenticator.check(header, null, RESOURCE)));

            assertThat(remembered).isLessThan(first / 5);
        }
    }

    private static IdentityPolicy policy() {
        return new IdentityPolicy(null, null, List.of(new Issuer(
                ISSUER.name(), URI.create(ISSUER.jwks()), Set.of(), Algorithm.USUAL, PrincipalRule.USUAL, ScopeRule.USUAL)));
    }

    private static void known(Authentication authentication) {
        if (!(authentication instanceof Authentication.Known)) {
            throw new AssertionError(authentication);
        }
    }

    /// Microseconds of CPU for each time.
    private static double cost(String what, int times, Runnable check) {
        for (int i = 0; i < times / 5; i++) {
            check.run();
        }
        var threads = ManagementFactory.getThreadMXBean();
        long ours = threads.getCurrentThreadCpuTime();
        long theirs = postgres();
        for (int i = 0; i < times; i++) {
            check.run();
        }
        double cost = (threads.getCurrentThreadCpuTime() - ours) / 1000.0 / times;
        System.out.printf("%-36s %8.2f us here, %8.2f us in PostgreSQL%n", what, cost, (postgres() - theirs) / 1000.0 / times);
        return cost;
    }

    private static long postgres() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .mapToLong(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}
