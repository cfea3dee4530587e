package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.JsonNodeFactory;

/// Several hosts on one database.
class HostsTest {
    private static final TranscriptKeys KEYS = TranscriptKeys.fresh();
    private static Database database;
    private static Database elsewhere;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        database.migrate("ledger");
        elsewhere = Database.at(database.url());
    }

    @AfterAll
    static void shut() {
        elsewhere.close();
        database.close();
    }

    @Test
    void whoFollowsARunOfAnotherHostSeesItToItsEnd() throws InterruptedException {
        try (var host = new Ledger(database, KEYS, Clock.systemUTC()); var listener = new Ledger(elsewhere, KEYS, Clock.systemUTC())) {
            var run = OpenRun.in(host);
            var news = new Semaphore(0);

            try (var _ = listener.follow(run, news::release)) {
                for (int i = 0; i < 20; i++) {
                    host.write(run, List.of(new Entry.TakenUp("number " + i)));
                    awaitEntries(listener, run, 6 + i, news);
                }
                host.commit(run, List.of(OpenRun.finished("the end")));
                awaitEntries(listener, run, 26, news);
            }
            assertThat(Objects.requireNonNull(listener.history().run(run)).output()).isEqualTo("the end");
        }
    }

    @Test
    void whatIsKeptNoLongerIsDeletedAndWhatWaitsIsKept() {
        var now = Instant.parse("2026-03-01T00:00:00Z");
        var later = Clock.fixed(now.plus(Duration.ofDays(31)), ZoneOffset.UTC);
        try (var then = new Ledger(database, KEYS, Clock.fixed(now, ZoneOffset.UTC)); var today = new Ledger(database, KEYS, later)) {
            var old = OpenRun.in(then);
            var waiting = OpenRun.in(then);
            then.park(waiting, List.of());
            then.commit(old, List.of(OpenRun.finished("")));
            var fresh = OpenRun.in(today);

            today.purge(Duration.ofDays(30));

            assertThat(first(today, old)).isEqualTo(new Entry.Gone(false));
            assertThat(first(today, waiting)).isEqualTo(new Entry.TurnAdded(OpenRun.SAID));
            assertThat(first(today, fresh)).isEqualTo(new Entry.TurnAdded(OpenRun.SAID));
        }
    }

    @Test
    void keptTurnsComeBackSealedForAnHourToTheirCallerAlone() {
        var now = Instant.parse("2026-03-01T00:00:00Z");
        var ada = PrincipalName.parse("agent:ada");
        var call = new ToolCall(CallIds.fresh(), "mine", new CallArguments.Parsed(JsonNodeFactory.instance.objectNode()));
        var shown = new Turn.Assistant(List.of(), List.of(call), List.of());
        List<Turn> turns = List.of(shown, new Turn.User(List.of(new Part.Text("a confidential word"))));
        List<Turn> conversation = List.of(new Turn.User(List.of(new Part.Text("hello"))), shown);
        try (var ledger = new Ledger(database, KEYS, Clock.fixed(now, ZoneOffset.UTC));
                var late = new Ledger(database, KEYS, Clock.fixed(now.plus(Duration.ofHours(1)), ZoneOffset.UTC))) {
            new KeptTurns(ledger).keep(ada, List.of(call), turns);

            assertThat(new KeptTurns(ledger).restored(ada, conversation)).containsExactly(conversation.getFirst(), shown, turns.getLast());
            assertThat(new KeptTurns(ledger).restored(PrincipalName.parse("agent:eve"), conversation)).isEqualTo(conversation);
            assertThat(new KeptTurns(late).restored(ada, conversation)).isEqualTo(conversation);
            assertThat(JdbcClient.create(database.dataSource())
                    .sql("SELECT encode(sealed, 'escape') FROM ledger.kept_turns WHERE call = ?").param(call.id().value())
                    .query(String.class).single()).doesNotContain("confidential");
        }
    }

    private static Entry first(Ledger ledger, RunId run) {
        return Objects.requireNonNull(ledger.history().journal(run)).entries().getFirst();
    }

    private static void awaitEntries(Ledger listener, RunId run, int count, Semaphore news) throws InterruptedException {
        while (Objects.requireNonNull(listener.history().journal(run)).entries().size() < count) {
            assertThat(news.tryAcquire(20, TimeUnit.SECONDS)).as("told of news").isTrue();
            news.drainPermits();
        }
    }
}
