package signalbox.http.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Ends what has not ended by its deadline.
///
/// Almost everything ends before. So nobody is woken for something that begins or ends: the watching thread sleeps until
/// the nearest deadline it has seen, looks again, and is woken earlier only for a nearer one.
final class DeadlineWatch implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    /// Deadlines are counted from here, as the clock itself may overflow.
    private final long start = System.nanoTime();
    private final Thread watching = Thread.ofVirtual().name("http-deadlines").unstarted(this::watch);
    private volatile long nearest = NEVER;
    private volatile boolean closed;

    DeadlineWatch() {
        watching.start();
    }

    /// Something with a deadline.
    static final class Watched {
        private final long due;
        private final Runnable end;

        private Watched(long due, Runnable end) {
            this.due = due;
            this.end = end;
        }
    }

    /// Runs this when the deadline passes, unless it has ended before; it must not wait for anything.
    Watched begin(Deadline deadline, Runnable end) {
        var watched = new Watched(deadline.nanos() - start, end);
        open.add(watched);
        if (watched.due < nearest) { // read after it was added: the watching thread sees the one or the other
            LockSupport.unpark(watching);
        }
        return watched;
    }

    void end(Watched watched) {
        open.remove(watched);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watching);
    }

    private void watch() {
        while (!closed) {
            nearest = NEVER;
            long next = NEVER;
            long now = System.nanoTime() - start;
            for (var all = open.iterator(); all.hasNext();) {
                var watched = all.next();
                if (watched.due <= now) {
                    all.remove();
                    watched.end.run();
                } else {
                    next = Math.min(next, watched.due);
                }
            }
            nearest = next;
            if (next == NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, next - (System.nanoTime() - start));
            }
        }
    }
}
