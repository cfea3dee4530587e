package signalbox.kit.call;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import signalbox.policy.permission.PrincipalName;

/// Lets a caller do four jobs that keep something at a time, and the others of the same caller wait: such a job holds a
/// connection to the database, and perhaps locks, until it ends.
final class CallerConcurrency {
    static final int AT_ONCE = 4;

    private final ConcurrentMap<PrincipalName, Turn> turns = new ConcurrentHashMap<>();

    /// @param users those who hold a place or wait for one
    private record Turn(Semaphore places, int users) {
        Turn and(int more) {
            return new Turn(places, users + more);
        }
    }

    <T> T take(Invocation job, Supplier<T> work) throws InterruptedException {
        if (job.keepsNothing()) {
            return work.get();
        }
        var caller = job.ruling().caller();
        var places = turns.compute(caller, (_, turn) -> turn == null ? new Turn(new Semaphore(AT_ONCE, true), 1) : turn.and(1))
                .places();
        try {
            places.acquire();
            try {
                return work.get();
            } finally {
                places.release();
            }
        } finally {
            turns.computeIfPresent(caller, (_, turn) -> turn.users() == 1 ? null : turn.and(-1));
        }
    }
}
