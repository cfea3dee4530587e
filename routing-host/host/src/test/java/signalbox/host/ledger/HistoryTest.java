package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.policy.permission.PrincipalName;

class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
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

    @Test
    void theRunsOfATimeComeWithTheirEntries() {
        try (var ledger = new Ledger(database, TranscriptKeys.parse(OpenRun.KEY), Clock.fixed(NOW, ZoneOffset.UTC))) {
            var ada = OpenRun.in(ledger, "agent:ada");
            var bob = OpenRun.in(ledger, "agent:bob");

            try (var all = ledger.history().stream(NOW, NOW.plusSeconds(1), null);
                    var hers = ledger.history().stream(NOW, NOW.plusSeconds(1), PrincipalName.parse("agent:ada"));
                    var later = ledger.history().stream(NOW.plusSeconds(1), NOW.plusSeconds(2), null)) {
                assertThat(all.map(run -> run.header().id())).containsExactly(bob, ada);
                assertThat(hers).singleElement()
                        .extracting(run -> RunView.of(run.header(), run.entries()))
                        .isEqualTo(ledger.history().run(ada));
                assertThat(later).isEmpty();
            }
            assertThat(ledger.history().knows(PrincipalName.parse("agent:ada"))).isTrue();
            assertThat(ledger.history().knows(PrincipalName.parse("agent:eve"))).isFalse();
        }
    }

    @Test
    void theRunsOfAnHourAreReadWithoutLookingAtEveryRun() {
        var sql = JdbcClient.create(database.dataSource());
        sql.sql("""
                INSERT INTO ledger.run (id, origin, host, caller, policy, header, at)
                SELECT 'run_' || n, 'RUN', 'host', 'agent:old', 'p', to_json(repeat(n::text, 100)),
                    timestamptz '2026-11-01 10:00:00Z' - (30001 - n) * interval '5 minutes' FROM generate_series(1, 30000) n""").update();
        sql.sql("VACUUM ANALYZE ledger.run").update();

        var plan = sql.sql("EXPLAIN " + History.BETWEEN)
                .param("from", Timestamp.from(NOW.minus(1, ChronoUnit.HOURS)))
                .param("until", Timestamp.from(NOW))
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("on run_at", "journal_pkey").doesNotContain("Seq Scan on run");
        sql.sql("DELETE FROM ledger.run WHERE caller = 'agent:old'").update();
    }
}
