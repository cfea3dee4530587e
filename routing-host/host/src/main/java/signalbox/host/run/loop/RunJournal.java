package signalbox.host.run.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.run.feed.LiveOutput;
import signalbox.host.run.feed.RunFeed;
import signalbox.host.run.state.RunState;

/// The one place where something that happened becomes an entry of its run: it is folded into the state, written to the
/// ledger and told to listeners, in this order and once.
public final class RunJournal {
    private final Ledger ledger;
    private final RunFeed feed;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RunState state;
    private final List<Entry> untold = new ArrayList<>();
    private volatile boolean left;

    public RunJournal(Ledger ledger, RunFeed feed, RunState state) {
        this.ledger = ledger;
        this.feed = feed;
        this.state = state;
    }

    public RunState state() {
        return state;
    }

    /// What is said while it is not yet an entry.
    LiveOutput output() {
        return feed.output();
    }

    /// These happened; they are written with the next flush, together.
    public void add(Entry... entries) {
        if (isTaken(List.of(entries))) {
            tell();
        }
    }

    /// These happened, and are durable with all before when this returns; listeners hear of them only then.
    public void commit(Entry... entries) {
        if (isTaken(List.of(entries))) {
            ledger.commit(feed.id(), List.of());
            tell();
        }
    }

    /// This happened; listeners hear of it when the run is parked, or when something else is told.
    void hold(Entry... entries) {
        isTaken(List.of(entries));
    }

    /// The run waits for its caller as a row, and belongs to nobody.
    public void park() {
        lock.lock();
        try {
            if (left) {
                return;
            }
            left = true;
            ledger.park(feed.id(), List.of());
        } finally {
            lock.unlock();
        }
        tell();
    }

    /// From now on nothing is written here: another process goes on with the run where its rows are.
    public void leave() {
        lock.lock();
        try {
            left = true;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing is written here any more.
    boolean isLeft() {
        return left;
    }

    private void tell() {
        lock.lock();
        try {
            feed.tell(untold);
            untold.clear();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTaken(List<Entry> entries) {
        lock.lock();
        try {
            if (left) {
                return false;
            }
            state = state.next(entries);
            ledger.write(feed.id(), entries);
            untold.addAll(entries);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
