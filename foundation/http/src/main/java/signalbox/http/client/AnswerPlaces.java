package signalbox.http.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Places for answers of one size that are read at a time. What is read whole is held whole, and many long answers at once
/// would fill the heap; so that no server takes the places of the others, one origin may have half of them.
final class AnswerPlaces {
    private final int all;
    private final int ofOrigin;
    private final Map<Origin, Integer> taken = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private int free;

    AnswerPlaces(int all) {
        this.all = all;
        ofOrigin = Math.max(1, all / 2);
        free = all;
    }

    /// Waits for a place, and not beyond the deadline.
    void enter(Origin origin, Deadline deadline) throws IOException {
        lock.lock();
        try {
            long nanos = deadline.left().toNanos();
            while (free == 0 || taken.getOrDefault(origin, 0) >= ofOrigin) {
                if (nanos <= 0) {
                    throw new SocketTimeoutException("no place for a long answer in time");
                }
                nanos = left.awaitNanos(nanos);
            }
            free--;
            taken.merge(origin, 1, Integer::sum);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("no longer waited for");
        } finally {
            lock.unlock();
        }
    }

    void leave(Origin origin) {
        lock.lock();
        try {
            free++;
            taken.computeIfPresent(origin, (_, count) -> count == 1 ? null : count - 1);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return free + " of " + all;
    }
}
