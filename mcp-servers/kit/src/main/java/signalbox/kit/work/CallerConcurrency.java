package signalbox.kit.work;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import signalbox.policy.permission.PrincipalName;

/// Lets a caller do four writing calls at a time, and its others wait: such a call holds a connection to the database, and
/// perhaps locks, until it ends.
public final class CallerConcurrency {
    public static final int AT_ONCE = 4;

    private final ConcurrentMap<PrincipalName, Places> callers = new ConcurrentHashMap<>();

    /// @param users how many calls hold a place or wait for one
    private record Places(Semaphore free, int users) {
        Places and(int more) {
            return new Places(free, users + more);
        }
    }

    /// Does the work once the caller has a place for it.
    public <T> T take(PrincipalName caller, Supplier<T> work) throws InterruptedException {
        var places = callers.compute(caller, (_, known) -> known == null ? new Places(new Semaphore(AT_ONCE, true), 1) : known.and(1));
        try {
            places.free().acquire();
            try {
                return work.get();
            } finally {
                places.free().release();
            }
        } finally {
            callers.computeIfPresent(caller, (_, known) -> known.users() == 1 ? null : known.and(-1));
        }
    }
}
