package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.policy.money.Cost;
import signalbox.testing.Patience;

class LedgerTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.temporary();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "attempt", "attempt_settled", "tool_call", "tool_call_settled", "event", "decision",
        "question"})
    void noRowIsEverChanged(String table) {
        var sql = JdbcClient.create(database.dataSource());

        assertThatThrownBy(() -> sql.sql("UPDATE ledger." + table + " SET at = now()").update())
                .hasMessageContaining("rows of ledger." + table + " are never changed");
    }

    @Test
    void whatAKilledProcessLeftOpenIsEndedAtTheNextStart() throws Exception {
        var run = new RunId(leftByAKilledProcess());
        Patience.until(Duration.ofSeconds(20), () -> isLeaseFree(run));

        try (var ledger = new Ledger(database.dataSource(), Clock.systemUTC())) {
            var view = Objects.requireNonNull(ledger.history().run(run));

            assertThat(view.status()).isEqualTo(RunStatus.FAILED);
            assertThat(view.reason()).startsWith("interrupted");
            assertThat(view.cost()).isEqualTo(OpenRun.WORST);
            assertThat(view.steps()).singleElement().satisfies(step -> {
                assertThat(step.attempts()).extracting(RunView.Attempt::outcome).containsExactly("unknown");
                assertThat(step.attempts()).extracting(RunView.Attempt::cost).containsExactly(OpenRun.WORST);
                assertThat(step.calls()).extracting(RunView.Call::outcome).containsExactly("unknown");
            });
            assertThat(view.inputs()).extracting(RunView.Input::settled).containsExactly(
                    new RunView.Input.Settled(RunView.Input.Action.CANCEL, RunView.Input.By.HOST));
            assertThat(events(ledger, run)).last().isInstanceOf(RunEvent.RunFinished.class);
        }
    }

    @Test
    void aRunOfALivingProcessIsLeftAlone() throws Exception {
        try (var living = new Ledger(database.dataSource(), Clock.systemUTC())) {
            var run = OpenRun.in(living);

            try (var other = new Ledger(database.dataSource(), Clock.systemUTC())) {
                var view = Objects.requireNonNull(other.history().run(run));

                assertThat(view.status()).isEqualTo(RunStatus.WAITING);
                assertThat(view.cost()).isEqualTo(OpenRun.WORST);
                assertThat(view.steps().getFirst().attempts()).extracting(RunView.Attempt::outcome)
                        .containsExactly("dispatched");
            }
        }
    }

    @Test
    void recoveringTwiceAddsNothing() throws Exception {
        var run = new RunId(leftByAKilledProcess());
        try (var first = new Ledger(database.dataSource(), Clock.systemUTC())) {
            var events = events(first, run);

            try (var second = new Ledger(database.dataSource(), Clock.systemUTC())) {
                assertThat(events(second, run)).isEqualTo(events);
            }
        }
    }

    @Test
    void theDayLimitCountsWhatIsStillOpen() {
        try (var ledger = new Ledger(database.dataSource(), Clock.systemUTC())) {
            OpenRun.in(ledger, "agent:spender");

            var spent = ledger.dispatch(OpenRun.attempt("agent:spender"), new Cost(OpenRun.WORST.nano() * 2 - 1));

            assertThat(spent).isEqualTo(OpenRun.WORST);
        }
    }

    @Test
    void aDecisionIsFoundByItsIdWithEverythingThatWasKept() {
        try (var ledger = new Ledger(database.dataSource(), Clock.systemUTC())) {
            var run = OpenRun.in(ledger);
            var id = ledger.history().explain(run).getFirst();

            assertThat(id).isInstanceOfSatisfying(Explained.Route.class, route -> {
                assertThat(ledger.history().explain(route.id().value())).isEqualTo(route);
                assertThat(route.rule()).isEqualTo("default");
                assertThat(route.policy()).isEqualTo("sha256:policy");
                assertThat(route.factsDigest()).startsWith("sha256:");
                assertThat(route.facts().at("/step/input/tokens").asLong()).isEqualTo(7);
                assertThat(route.decision().at("/candidates/0/model").asString()).isEqualTo("north/large");
                assertThat(route.decision().at("/considered/dropped/0/reason").asString()).isEqualTo("no key");
                assertThat(route.decision().at("/taken/place").asString()).isEqualTo("routing.yaml:3:1");
                assertThat(route.decision().at("/taken/when").asString()).isEqualTo("step.index == 0");
                assertThat(route.decision().at("/considered/bound")).hasToString(
                        "[{\"filter\":\"filter:home\",\"place\":\"routing.yaml:2:1\",\"when\":\"true\"}]");
                assertThat(route.decision().at("/considered/passed")).hasToString(
                        "[{\"rule\":\"first\",\"place\":\"routing.yaml:1:1\",\"when\":\"false\",\"reason\":\"why\"}]");
                assertThat(route.missingTools().at("/retail").asString()).isEqualTo("dead");
            });
            assertThat(ledger.history().explain("dec_none")).isNull();
        }
    }

    private static List<RunEvent> events(Ledger ledger, RunId run) throws InterruptedException {
        return ledger.events().after(run, 0, Duration.ZERO).stream().map(RunEvent.Numbered::event).toList();
    }

    /// Starts another JVM that opens a run, waits until its rows are there, and kills it.
    /// PostgreSQL takes a moment to notice that a process has died.
    private static boolean isLeaseFree(RunId run) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT pg_try_advisory_xact_lock(hashtextextended((SELECT host FROM ledger.run WHERE id = ?), 0))")
                .param(run.value())
                .query(Boolean.class)
                .single();
    }

    private static String leftByAKilledProcess() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), OpenRun.class.getName());
        builder.environment().put("LEDGER_DATABASE", database.url());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var line = out.readLine();
            while (line != null && !line.startsWith("run_")) {
                line = out.readLine();
            }
            return Objects.requireNonNull(line, "the child ended before its run was open");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
