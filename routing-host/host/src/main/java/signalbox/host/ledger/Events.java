package signalbox.host.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What happened in each run, numbered, for listeners that may come and go.
public final class Events {
    /// A run of another process wakes nobody here: so often its rows are looked at.
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final JdbcClient sql;
    private final Clock clock;
    private final AtomicLong wakes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();

    Events(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The events of a run after the given number, in order; waits until there is one, and gives none where none came.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public List<RunEvent.Numbered> after(RunId run, long number, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long seen = wakes.get();
            var found = read(run, number);
            long left = end - System.nanoTime();
            if (!found.isEmpty() || left <= 0) {
                return found;
            }
            sleepWhile(seen, Math.min(left, GLANCE.toNanos()));
        }
    }

    /// In the transaction of the rows that the event tells of.
    void append(RunId run, RunEvent event) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").param("events " + run).query(_ -> {});
        sql.sql("INSERT INTO ledger.event (run, number, body, at)"
                        + " SELECT ?, coalesce(max(number), 0) + 1, ?::json, ? FROM ledger.event WHERE run = ?")
                .params(run.value(), LedgerJson.write(event), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        run.value())
                .update();
    }

    /// After the transaction of an event of this run.
    void wake() {
        lock.lock();
        try {
            wakes.incrementAndGet();
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sleepWhile(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (wakes.get() == seen && left > 0) {
                left = appended.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<RunEvent.Numbered> read(RunId run, long number) {
        return sql.sql("SELECT number, body FROM ledger.event WHERE run = ? AND number > ? ORDER BY number")
                .params(run.value(), number)
                .query((row, _) -> new RunEvent.Numbered(
                        row.getLong("number"), LedgerJson.read(row.getString("body"), RunEvent.class)))
                .list();
    }
}
