package signalbox.host.run.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunEvents;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.ledger.RunViewFold;
import signalbox.host.turn.DeltaListener;

/// One run of this process, entry by entry. What its callers see and hear is made of the entries when somebody asks, and
/// not before.
public final class RunFeed {
    private final RunHeader header;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Entry> entries = new ArrayList<>();
    private final RunViewFold fold;
    private final RunEvents events = new RunEvents();
    private final LiveOutput output;
    private final List<RunEvent.Numbered> told = new ArrayList<>();
    private int folded;
    private int heard;
    private boolean closed;
    private @Nullable Throwable broken;
    private @Nullable OpenAnswer open;

    /// Of a run whose events nobody reads.
    public RunFeed(RunHeader header) {
        this(header, () -> false);
    }

    /// @param isRead whether somebody reads the run's events
    RunFeed(RunHeader header, BooleanSupplier isRead) {
        this.header = header;
        fold = new RunViewFold(header);
        output = new LiveOutput(new LiveOutput.Readers() {
            @Override
            public boolean isEmpty() {
                return !isRead.getAsBoolean();
            }

            @Override
            public DeltaListener begin(int step) {
                return begun(step);
            }
        });
        told.add(events.started(header));
    }

    public RunId id() {
        return header.id();
    }

    public LiveOutput output() {
        return output;
    }

    /// Whether somebody may ask for it later; the caller of a chat waits at its connection.
    boolean outlivesItsCaller() {
        return header.origin() == RunHeader.Origin.RUN;
    }

    /// Tells what has happened.
    public void tell(List<? extends Entry> more) {
        lock.lock();
        try {
            entries.addAll(more);
            if (more.stream().anyMatch(Entry.Settled.class::isInstance)) {
                open = null;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more of this run happens here: it has ended, or waits as a row, or another process goes on with it.
    public void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more of this run can be written down here.
    public void close(Throwable failure) {
        lock.lock();
        try {
            broken = failure;
            close();
        } finally {
            lock.unlock();
        }
    }

    /// The run as it is now.
    public RunView view() {
        lock.lock();
        try {
            return folded().view();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the run is as it is wanted, or nothing more of it happens here.
    ///
    /// @return null in the second case
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public @Nullable RunView await(Until until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (until.isReached(folded())) {
                    return fold.view();
                }
                if (broken != null) {
                    throw new IllegalStateException("the end of run " + header.id() + " could not be written", broken);
                }
                if (closed) {
                    return null;
                }
                grown.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What a listener who is here has not heard yet, as soon as there is any; no events where none came in time.
    ///
    /// @param following the answer that it hears already, or null
    /// @return null where there is nothing new, and nothing will come from here
    /// @throws InterruptedException when the waiting thread is interrupted
    @Nullable News after(EventId at, @Nullable OpenAnswer following, Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                hear();
                if (at.number() < told.size()) {
                    return News.Events.after(at.number(), told);
                }
                var text = open == null ? null : open.after(at, following);
                if (text != null) {
                    return text;
                }
                if (closed) {
                    return null;
                }
                if (nanos <= 0) {
                    return News.Events.after(at.number(), told);
                }
                nanos = grown.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private DeltaListener begun(int step) {
        var answer = new OpenAnswer(step);
        lock.lock();
        try {
            open = answer;
        } finally {
            lock.unlock();
        }
        return text -> {
            lock.lock();
            try {
                answer.add(text);
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        };
    }

    private RunViewFold folded() {
        for (; folded < entries.size(); folded++) {
            fold.next(entries.get(folded));
        }
        return fold;
    }

    private void hear() {
        for (; heard < entries.size(); heard++) {
            var event = events.next(entries.get(heard));
            if (event != null) {
                told.add(event);
            }
        }
    }
}
