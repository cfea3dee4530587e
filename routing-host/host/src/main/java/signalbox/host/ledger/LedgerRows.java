package signalbox.host.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.host.ledger.Ledger.Once;
import signalbox.host.ledger.Ledger.Opening;
import signalbox.host.ledger.writer.RunRow;

/// What is asked of the tables apart from the flushes: who works on which run, and what a key opened.
final class LedgerRows {
    /// How long an idempotency key counts.
    private static final Duration KEYS = Duration.ofHours(24);
    private static final int DAYS_OF_SPENDING = 7;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final String host;
    private final Clock clock;

    LedgerRows(DataSource source, String host, Clock clock) {
        sql = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        this.host = host;
        this.clock = clock;
    }

    JdbcClient sql() {
        return sql;
    }

    OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// Runs that wait for their callers, and belong to no process.
    List<RunHeader> waiting() {
        return sql.sql("SELECT r.header FROM ledger.owner o JOIN ledger.run r ON r.id = o.run WHERE o.host IS NULL")
                .query((row, _) -> LedgerJson.read(row.getString("header"), RunHeader.class))
                .list();
    }

    /// The key and the run's row are written together, or neither is.
    Opening open(RunRow run, Once once) {
        long fresh = sql.sql("WITH fresh AS (INSERT INTO ledger.idempotency AS i (caller, key, body, run, at)"
                        + " VALUES (:caller, :key, :body, :id, :now) ON CONFLICT (caller, key) DO UPDATE"
                        + " SET body = excluded.body, run = excluded.run, at = excluded.at WHERE i.at <= :old RETURNING i.run),"
                        + " opened AS (INSERT INTO ledger.run (id, origin, host, caller, policy, header, at)"
                        + " SELECT :id, :origin, :host, :caller, :policy, :header::json, :now FROM fresh)"
                        + " SELECT count(*) FROM fresh")
                .param("caller", run.caller()).param("key", once.key()).param("body", once.body())
                .param("id", run.id()).param("origin", run.origin()).param("host", host).param("policy", run.policy())
                .param("header", run.header()).param("now", now()).param("old", now().minus(KEYS))
                .query(Long.class)
                .single();
        return fresh > 0 ? new Opening.Fresh() : sql.sql("SELECT body, run FROM ledger.idempotency WHERE caller = ? AND key = ?")
                .params(run.caller(), once.key())
                .query((row, _) -> once.body().equals(row.getString("body"))
                        ? new Opening.Repeated(new RunId(row.getString("run")))
                        : new Opening.Conflict())
                .single();
    }

    /// Whether the run waited, and is this process's now.
    boolean takeUp(RunId run) {
        return sql.sql("UPDATE ledger.owner SET host = ?, since = ? WHERE run = ? AND host IS NULL")
                .params(host, now(), run.value())
                .update() == 1;
    }

    /// The open runs of hosts that have died, which are this process's now.
    List<RunId> takeOver() {
        var runs = new ArrayList<RunId>();
        for (var other : sql.sql("SELECT id FROM ledger.host WHERE id <> ? ORDER BY id").param(host).query(String.class).list()) {
            transaction.executeWithoutResult(_ -> {
                if (isDead(other)) {
                    takeFrom(other).forEach(run -> runs.add(new RunId(run)));
                }
            });
        }
        return runs;
    }

    /// What was said in a run that has ended, and the key that would answer with it.
    void forget(RunView run) {
        var caller = run.caller().toString();
        var calls = run.handedBack().stream().map(call -> call.id().value()).toArray(String[]::new);
        transaction.executeWithoutResult(_ -> {
            sql.sql("DELETE FROM ledger.turns WHERE run = ?").param(run.id().value()).update();
            sql.sql("DELETE FROM ledger.kept_turns WHERE caller = ? AND call = ANY (?)").params(caller, calls).update();
            sql.sql("DELETE FROM ledger.idempotency WHERE caller = ? AND run = ?").params(caller, run.id().value()).update();
        });
    }

    void purge(Duration transcripts) {
        sql.sql("DELETE FROM ledger.turns t WHERE t.at <= ? AND NOT EXISTS (SELECT FROM ledger.owner o WHERE o.run = t.run)")
                .param(now().minus(transcripts)).update();
        sql.sql("DELETE FROM ledger.kept_turns WHERE at <= ?").param(now().minus(KeptTurns.KEPT)).update();
        sql.sql("DELETE FROM ledger.idempotency WHERE at <= ?").param(now().minus(KEYS)).update();
        sql.sql("DELETE FROM ledger.spending WHERE day < ?")
                .param(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_OF_SPENDING)).update();
    }

    private boolean isDead(String other) {
        return sql.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))").param(other).query(Boolean.class).single();
    }

    private List<String> takeFrom(String other) {
        sql.sql("DELETE FROM ledger.owner o WHERE o.host = ?"
                        + " AND EXISTS (SELECT FROM ledger.journal j WHERE j.run = o.run AND j.last)")
                .param(other).update();
        var taken = new ArrayList<>(sql.sql("UPDATE ledger.owner SET host = ?, since = ? WHERE host = ? RETURNING run")
                .params(host, now(), other).query(String.class).list());
        taken.addAll(sql.sql("INSERT INTO ledger.owner (run, host, since) SELECT r.id, ?, ? FROM ledger.run r"
                        + " JOIN ledger.host h ON h.id = r.host AND r.seq >= h.low WHERE h.id = ?"
                        + " AND NOT EXISTS (SELECT FROM ledger.owner o WHERE o.run = r.id)"
                        + " AND NOT EXISTS (SELECT FROM ledger.journal j WHERE j.run = r.id AND j.last)"
                        + " ORDER BY r.seq RETURNING run")
                .params(host, now(), other).query(String.class).list());
        sql.sql("DELETE FROM ledger.host WHERE id = ?").param(other).update();
        return taken;
    }
}
