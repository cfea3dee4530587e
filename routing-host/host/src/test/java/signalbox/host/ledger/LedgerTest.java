package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.spending.Reserved;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import signalbox.testing.Patience;

class LedgerTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "journal"})
    void noRowIsEverChanged(String table) {
        var sql = JdbcClient.create(database.dataSource());

        assertThatThrownBy(() -> sql.sql("UPDATE ledger." + table + " SET at = now()").update())
                .hasMessageContaining("rows of ledger." + table + " are never changed");
    }

    @Test
    void whatAKilledProcessLeftOpenIsTakenOverWithAllThatItWrote() throws Exception {
        var run = new RunId(leftByAKilledProcess());

        try (var ledger = ledger()) {
            var journal = only(ledger.takeOver(), run);
            var view = RunView.of(journal.header(), journal.entries());

            assertThat(journal.entries().getFirst()).isEqualTo(new Entry.TurnAdded(OpenRun.SAID));
            assertThat(view.status()).isEqualTo(RunStatus.WAITING);
            assertThat(view.cost()).isEqualTo(OpenRun.WORST);
            assertThat(view.steps()).singleElement().satisfies(step -> {
                assertThat(step.attempts()).extracting(RunView.Attempt::outcome).containsExactly("dispatched");
                assertThat(step.calls()).extracting(RunView.Call::outcome).containsExactly("dispatched");
            });
        }
    }

    @Test
    void whoTakesARunOverEndsIt() throws Exception {
        var run = new RunId(leftByAKilledProcess());

        try (var ledger = ledger()) {
            var journal = only(ledger.takeOver(), run);
            ledger.commit(run, ending(journal));
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
            assertThat(RunEvents.of(view.header(), Objects.requireNonNull(ledger.history().journal(run)).entries()))
                    .extracting(RunEvent.Numbered::event).last().isInstanceOf(RunEvent.RunFinished.class);
        }
    }

    @Test
    void aRunOfALivingProcessIsLeftAlone() {
        try (var living = ledger()) {
            var run = OpenRun.in(living);

            try (var other = ledger()) {
                assertThat(other.takeOver()).extracting(journal -> journal.header().id()).doesNotContain(run);
                var view = Objects.requireNonNull(other.history().run(run));

                assertThat(view.status()).isEqualTo(RunStatus.WAITING);
                assertThat(view.cost()).isEqualTo(OpenRun.WORST);
                assertThat(view.steps().getFirst().attempts()).extracting(RunView.Attempt::outcome)
                        .containsExactly("dispatched");
            }
        }
    }

    @Test
    void takingOverTwiceGivesNothing() throws Exception {
        var run = new RunId(leftByAKilledProcess());
        try (var first = ledger()) {
            only(first.takeOver(), run);

            assertThat(first.takeOver()).isEmpty();
            try (var second = ledger()) {
                assertThat(second.takeOver()).extracting(journal -> journal.header().id()).doesNotContain(run);
            }
        }
    }

    @Test
    void aRunThatWasTakenOverIsTakenOverAgainUntilItEnds() throws Exception {
        var run = new RunId(leftByAKilledProcess());
        try (var first = ledger()) {
            only(first.takeOver(), run);
        }

        try (var second = ledger()) {
            ledgerEnds(second, only(second.takeOver(), run));
        }

        try (var third = ledger()) {
            assertThat(third.takeOver()).extracting(journal -> journal.header().id()).doesNotContain(run);
        }
    }

    @Test
    void aRunThatWaitsBelongsToNobodyAndIsTakenUpOnce() {
        try (var one = ledger(); var other = ledger()) {
            var run = OpenRun.in(one);
            one.park(run, List.of());

            assertThat(other.takeOver()).extracting(journal -> journal.header().id()).doesNotContain(run);
            assertThat(Objects.requireNonNull(other.takeUp(run)).entries()).hasSize(5);
            assertThat(one.takeUp(run)).isNull();
            assertThatThrownBy(() -> one.write(run, List.of(OpenRun.finished("no")))).hasMessageContaining("is not open here");
            other.commit(run, List.of(OpenRun.finished("yes")));
            assertThat(Objects.requireNonNull(one.history().run(run)).output()).isEqualTo("yes");
        }
    }

    @Test
    void theDayLimitCountsWhatIsStillOpen() {
        try (var ledger = ledger()) {
            var spender = PrincipalName.parse("agent:spender");
            ledger.spending().reserve(spender, OpenRun.WORST, null);

            var reserved = ledger.spending().reserve(spender, OpenRun.WORST, new Cost(OpenRun.WORST.nano() * 2 - 1));

            assertThat(reserved).isEqualTo(new Reserved.Refused(OpenRun.WORST));
        }
    }

    @Test
    void aDecisionIsFoundByItsIdWithEverythingThatWasKept() {
        try (var ledger = ledger()) {
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

    @Test
    void aDecisionOfAToolServerIsFoundByItsId() {
        try (var ledger = ledger()) {
            var run = OpenRun.in(ledger);
            var call = (Entry.CallDispatched) Objects.requireNonNull(ledger.history().journal(run)).entries().get(3);
            ledger.commit(run, List.of(OpenRun.settled(call.id(), "dec_of_retail")));

            assertThat(ledger.history().explain("dec_of_retail")).isEqualTo(new Explained.Permission(
                    run, call.id(), "retail.get", "1.0.0", call.arguments(), "done",
                    new Entry.Ruling("allow", "dec_of_retail", "support.may[0]", "")));
        }
    }

    @Test
    void whatIsConfidentialIsNowhereInClear() {
        try (var ledger = ledger()) {
            var run = OpenRun.in(ledger);
            var sql = JdbcClient.create(database.dataSource());

            var rows = sql.sql("SELECT entries::text FROM ledger.journal WHERE run = ?").param(run.value()).query(String.class).list();
            var sealed = sql.sql("SELECT sealed FROM ledger.turns WHERE run = ?").param(run.value()).query(byte[].class).single();

            assertThat(rows).allSatisfy(row -> assertThat(row).contains("Gone").doesNotContain("confidential word"));
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("confidential word");
        }
    }

    @Test
    void theAnswerOfARunOrAChatIsInNoRowInClearAndCanBeDeleted() {
        for (var origin : RunHeader.Origin.values()) {
            try (var ledger = ledger()) {
                var header = OpenRun.header("agent:ada", origin);
                ledger.open(header);
                var end = OpenRun.finished("a confidential word");
                ledger.commit(header.id(), List.of(new Entry.TurnAdded(OpenRun.SAID), end));

                assertThat(Objects.requireNonNull(ledger.history().journal(header.id())).entries().getLast()).isEqualTo(end);
                var rows = JdbcClient.create(database.dataSource()).sql("SELECT entries::text FROM ledger.journal WHERE run = ?")
                        .param(header.id().value()).query(String.class).list();
                assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row).doesNotContain("confidential word"));

                ledger.forget(Objects.requireNonNull(ledger.history().run(header.id())));

                assertThat(Objects.requireNonNull(ledger.history().journal(header.id())).entries())
                        .containsExactly(new Entry.Gone(false), end.gone());
            }
        }
    }

    @Test
    void withoutTheKeyAConversationIsGoneAndTheRestIsThere() {
        try (var ledger = ledger()) {
            var run = OpenRun.in(ledger);

            var journal = Objects.requireNonNull(History.of(database.dataSource()).journal(run));

            assertThat(journal.entries()).hasSize(5);
            assertThat(journal.entries().getFirst()).isEqualTo(new Entry.Gone(false));
        }
    }

    @Test
    void theConversationOfAChatIsNotKept() {
        try (var ledger = ledger()) {
            var header = OpenRun.header("agent:ada", RunHeader.Origin.CHAT);
            ledger.open(header);
            ledger.commit(header.id(), List.of(new Entry.TurnAdded(OpenRun.SAID)));

            assertThat(JdbcClient.create(database.dataSource()).sql("SELECT count(*) FROM ledger.turns WHERE run = ?")
                    .param(header.id().value()).query(Long.class).single()).isZero();
            assertThat(Objects.requireNonNull(ledger.history().journal(header.id())).entries())
                    .containsExactly(new Entry.Gone(false));
        }
    }

    private static Ledger ledger() {
        return new Ledger(database, TranscriptKeys.parse(OpenRun.KEY), Clock.systemUTC());
    }

    private static Journal only(List<Journal> journals, RunId run) {
        return journals.stream().filter(journal -> journal.header().id().equals(run)).findFirst().orElseThrow();
    }

    private static void ledgerEnds(Ledger ledger, Journal journal) {
        ledger.commit(journal.header().id(), ending(journal));
    }

    private static List<Entry> ending(Journal journal) {
        var ending = new ArrayList<Entry>();
        for (var entry : journal.entries()) {
            if (entry instanceof Entry.Dispatched sent) {
                ending.add(new Entry.Settled(
                        sent.id(), Entry.AttemptOutcome.UNKNOWN, "the host ended", Entry.Billing.UNKNOWN, Usage.NONE,
                        sent.worst(), Duration.ZERO, null));
            }
            if (entry instanceof Entry.CallDispatched call) {
                ending.add(new Entry.CallSettled(
                        call.id(), Entry.CallStatus.UNKNOWN, Entry.Ruling.NONE, true, Collections.emptySortedSet(), Duration.ZERO));
            }
            if (entry instanceof Entry.Asked asked) {
                ending.add(new Entry.Answered(
                        asked.id(), new RunView.Input.Settled(RunView.Input.Action.CANCEL, RunView.Input.By.HOST)));
            }
        }
        ending.add(new Entry.Finished(RunStatus.FAILED, "interrupted: the host ended", "", "", List.of()));
        return ending;
    }

    /// Starts another JVM that opens a run, waits until its rows are there, and kills it.
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
            var run = Objects.requireNonNull(line, "the child ended before its run was open");
            process.destroyForcibly().waitFor();
            Patience.until(Duration.ofSeconds(20), () -> isLeaseFree(run));
            return run;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// PostgreSQL takes a moment to notice that a process has died.
    private static boolean isLeaseFree(String run) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT pg_try_advisory_xact_lock(hashtextextended((SELECT host FROM ledger.run WHERE id = ?), 0))")
                .param(run)
                .query(Boolean.class)
                .single();
    }
}
