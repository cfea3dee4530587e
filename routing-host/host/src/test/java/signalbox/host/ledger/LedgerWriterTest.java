package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.ledger.writer.NotWritten;
import signalbox.testing.Patience;

class LedgerWriterTest {
    private static Database database;

    private Ledger ledger;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        database.migrate("ledger");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void start() {
        ledger = new Ledger(database, TranscriptKeys.fresh(), Clock.systemUTC());
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    @Test
    void aChatIsOneRowAndOneRowOfItsJournal() {
        var header = opened();
        var attempt = OpenRun.attempt();

        ledger.write(header.id(), List.of(OpenRun.routed(header), attempt));
        ledger.commit(header.id(), List.of(OpenRun.settled(attempt), OpenRun.finished("a word")));

        assertThat(count("SELECT count(*) FROM ledger.run WHERE id = ?", header.id())).isOne();
        // one where it comes faster than the linger, and never more than two
        assertThat(count("SELECT count(*) FROM ledger.journal WHERE run = ?", header.id())).isBetween(1L, 2L);
        assertThat(count("SELECT count(*) FROM ledger.journal WHERE run = ? AND last", header.id())).isOne();
    }

    @Test
    void whatNobodyWaitsForIsWrittenSoon() {
        var header = opened();

        ledger.write(header.id(), List.of(OpenRun.routed(header)));

        Patience.until(Duration.ofSeconds(20), () ->
                count("SELECT count(*) FROM ledger.journal WHERE run = ?", header.id()) == 1);
    }

    @Test
    void theEntriesOfARunAreReadInTheOrderInWhichTheyWereWritten() {
        var header = opened();
        var written = new ArrayList<Entry>();

        for (int i = 0; i < 200; i++) {
            List<Entry> entries = List.of(OpenRun.finished("not the last word " + i), new Entry.TakenUp("number " + i));
            written.addAll(entries);
            if (i % 7 == 0) {
                ledger.commit(header.id(), entries);
            } else {
                ledger.write(header.id(), entries);
            }
        }

        assertThat(Objects.requireNonNull(ledger.history().journal(header.id())).entries()).isEqualTo(written);
    }

    @Test
    void whatARowRefusesTakesNoOtherRunWithIt() {
        var taken = opened();
        other("INSERT INTO ledger.run (id, origin, host, caller, policy, header, at) VALUES (?, '', '', '', '', '{}', now())", taken.id());
        var good = IntStream.range(0, 20).mapToObj(_ -> opened()).toList();

        var all = new ArrayList<CompletableFuture<Void>>();
        good.forEach(header -> all.add(CompletableFuture.runAsync(() ->
                ledger.commit(header.id(), List.of(OpenRun.finished("good"))))));
        ledger.write(taken.id(), List.of(OpenRun.routed(taken)));
        all.forEach(CompletableFuture::join);

        assertThatThrownBy(() -> ledger.commit(taken.id(), List.of())).isInstanceOf(NotWritten.class)
                .hasMessageContaining("run " + taken.id() + " could not be written");
        assertThat(good).allSatisfy(header ->
                assertThat(Objects.requireNonNull(ledger.history().run(header.id())).output()).isEqualTo("good"));
    }

    @Test
    void nothingOfARunFollowsWhatWasRefused() {
        var header = opened();
        ledger.commit(header.id(), List.of(new Entry.TakenUp("one")));
        other("INSERT INTO ledger.journal (run, number, entries, last, at) VALUES (?, 2, '[]', false, now())", header.id());

        assertThatThrownBy(() -> ledger.commit(header.id(), List.of(new Entry.TakenUp("two")))).isInstanceOf(NotWritten.class);
        assertThatThrownBy(() -> ledger.commit(header.id(), List.of(new Entry.TakenUp("three")))).isInstanceOf(NotWritten.class);
        assertThatThrownBy(() -> ledger.write(header.id(), List.of(new Entry.TakenUp("four")))).isInstanceOf(NotWritten.class);
        assertThat(count("SELECT count(*) FROM ledger.journal WHERE run = ?", header.id())).isEqualTo(2);
    }

    @Test
    void whatARunCommitsIsOnDisk() {
        for (int i = 0; i < 20; i++) {
            var header = OpenRun.header("agent:ada", RunHeader.Origin.RUN);
            ledger.open(header);
            var before = wal("pg_current_wal_insert_lsn()");

            ledger.commit(header.id(), List.of(OpenRun.finished("done")));

            assertThat(wal("pg_current_wal_flush_lsn()")).isGreaterThan(before);
        }
    }

    @Test
    void aBrokenConnectionIsOpenedAgainAndLosesNothing() {
        var header = opened();
        ledger.commit(header.id(), List.of(new Entry.TakenUp("before")));

        JdbcClient.create(database.dataSource())
                .sql("SELECT count(pg_terminate_backend(l.pid)) FROM pg_locks l WHERE l.locktype = 'advisory'")
                .query(Long.class).single();
        ledger.commit(header.id(), List.of(OpenRun.finished("after")));

        assertThat(Objects.requireNonNull(ledger.history().run(header.id())).output()).isEqualTo("after");
        try (var other = new Ledger(database, TranscriptKeys.fresh(), Clock.systemUTC())) {
            var open = opened();
            ledger.commit(open.id(), List.of(new Entry.TakenUp("and the lease is held again")));
            assertThat(other.takeOver()).extracting(journal -> journal.header().id()).doesNotContain(open.id());
        }
    }

    @Test
    void anInterruptedThreadStillLearnsThatItIsDurable() throws Exception {
        var header = opened();
        var interrupted = new CompletableFuture<Boolean>();

        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            ledger.commit(header.id(), List.of(OpenRun.finished("done")));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });

        assertThat(interrupted.get()).isTrue();
        assertThat(count("SELECT count(*) FROM ledger.journal WHERE run = ? AND last", header.id())).isOne();
    }

    @Test
    void aKeyOpensOneRunWhoeverComesFirst() {
        var headers = IntStream.range(0, 16).mapToObj(_ -> OpenRun.header("agent:ada", RunHeader.Origin.CHAT)).toList();

        var openings = headers.parallelStream()
                .map(header -> ledger.open(header, new Ledger.Once("key", "sha256:body"))).toList();
        var conflict = ledger.open(OpenRun.header("agent:ada", RunHeader.Origin.CHAT), new Ledger.Once("key", "sha256:other"));

        assertThat(openings).filteredOn(Ledger.Opening.Fresh.class::isInstance).hasSize(1);
        assertThat(openings).filteredOn(Ledger.Opening.Repeated.class::isInstance).hasSize(15);
        assertThat(openings.stream().filter(Ledger.Opening.Repeated.class::isInstance).distinct()).hasSize(1);
        assertThat(conflict).isEqualTo(new Ledger.Opening.Conflict());
    }

    @Test
    void whatIsLeftIsWrittenAtTheEnd() {
        var header = opened();
        ledger.write(header.id(), List.of(OpenRun.finished("last")));

        ledger.close();

        assertThat(count("SELECT count(*) FROM ledger.journal WHERE run = ? AND last", header.id())).isOne();
        assertThat(JdbcClient.create(database.dataSource()).sql("SELECT count(*) FROM ledger.host").query(Long.class).single())
                .isZero();
    }

    private RunHeader opened() {
        var header = OpenRun.header("agent:ada", RunHeader.Origin.CHAT);
        ledger.open(header);
        return header;
    }

    private static long wal(String place) {
        return JdbcClient.create(database.dataSource()).sql("SELECT " + place + " - '0/0'::pg_lsn").query(Long.class).single();
    }

    private static void other(String sql, RunId run) {
        JdbcClient.create(database.dataSource()).sql(sql).param(run.value()).update();
    }

    private static long count(String sql, RunId run) {
        return JdbcClient.create(database.dataSource()).sql(sql).param(run.value()).query(Long.class).single();
    }
}
