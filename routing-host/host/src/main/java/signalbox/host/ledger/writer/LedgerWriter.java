package signalbox.host.ledger.writer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.spending.Spending;

/// Writes the rows of all runs, as many at a time as have come in meanwhile, each flush in one statement and one commit.
///
/// Whoever needs durability waits for the flush; what nobody waits for is written after a short while, or with the next
/// flush that somebody waits for. The rows of one run are written in their order, and none after one that was refused.
public final class LedgerWriter implements AutoCloseable {
    /// Notified with the id of a run that another host listens to.
    public static final String WRITTEN = "ledger_written";

    private static final long LINGER_NANOS = Duration.ofMillis(5).toNanos();
    private static final long FOR_EVER = Duration.ofDays(1).toNanos();
    /// A flush takes no more, so that no statement grows without end.
    private static final int MOST_RUNS = 1_000;
    private static final long MOST_BYTES = 8L << 20;

    private final FlushConnection database;
    private final Spending spending;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().daemon().name("ledger-writer").unstarted(this::work);
    private final Map<String, RunRows> pending = new LinkedHashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private Map<String, RunRows> flushing = Map.of();
    private long since;
    private boolean hurry;
    private boolean closed;

    /// @param database used by the writer's thread alone
    /// @param spending whose changes go with the flushes
    public LedgerWriter(FlushConnection database, Spending spending) {
        this.database = database;
        this.spending = spending;
        thread.start();
    }

    /// Writes soon, whether or not anybody waits.
    public Written add(Addition addition) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the ledger is closed");
            }
            if (pending.isEmpty()) {
                since = System.nanoTime();
                changed.signal();
            }
            var rows = pending.computeIfAbsent(addition.run(), run -> new RunRows(run, flushing.get(run)));
            rows.add(addition);
            if (addition.fate().followed()) {
                notices.add(new Notice(WRITTEN, addition.run()));
            }
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /// Writes at once: somebody is about to wait.
    public void hurry() {
        lock.lock();
        try {
            if (!hurry) {
                hurry = true;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Notifies with the next flush, which is soon.
    public void tell(Notice notice) {
        lock.lock();
        try {
            notices.add(notice);
            hurry();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything that was added by now is durable, or refused.
    public void flush() {
        var all = new ArrayList<RunRows>();
        lock.lock();
        try {
            all.addAll(flushing.values());
            all.addAll(pending.values());
            if (!pending.isEmpty()) {
                hurry();
            }
        } finally {
            lock.unlock();
        }
        all.forEach(RunRows::awaitQuietly);
    }

    /// Writes what is left, and ends.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (database) {
            while (true) {
                boolean last = isLast();
                // Not in the lock: who changes an account may ask for a flush.
                var flush = take().with(spending.changes());
                if (!flush.isEmpty()) {
                    database.write(flush);
                } else if (last) {
                    return;
                }
            }
        }
    }

    /// Waits until something is to be written, or nothing more comes.
    private boolean isLast() {
        lock.lock();
        try {
            flushing = Map.of();
            while (!hurry && !closed && !isOverdue()) {
                var _ = changed.awaitNanos(pending.isEmpty() ? FOR_EVER : LINGER_NANOS - (System.nanoTime() - since));
            }
            return closed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writer", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOverdue() {
        return !pending.isEmpty() && System.nanoTime() - since >= LINGER_NANOS;
    }

    private Flush take() {
        lock.lock();
        try {
            flushing = new LinkedHashMap<>();
            long bytes = 0;
            for (var each = pending.values().iterator();
                    each.hasNext() && flushing.size() < MOST_RUNS && bytes < MOST_BYTES;) {
                var rows = each.next();
                each.remove();
                flushing.put(rows.run, rows);
                bytes += rows.size();
            }
            hurry = hurry && !pending.isEmpty();
            var told = List.copyOf(notices);
            notices.clear();
            return new Flush(List.copyOf(flushing.values()), List.of(), told);
        } finally {
            lock.unlock();
        }
    }
}
