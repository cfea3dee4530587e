package signalbox.host.tool.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import signalbox.http.client.Deadline;

/// What may go on at one third-party server at a time, so that one that is slow, or sends much, holds a bounded part of the
/// host and makes only those wait who want something of it.
public final class Places {
    static final int LISTS = 2;
    static final int CALLS = 32;

    private final Semaphore lists = new Semaphore(LISTS, true);
    private final Semaphore calls = new Semaphore(CALLS, true);

    Places() {}

    public <T> T list(Deadline deadline, Supplier<T> work, Supplier<T> otherwise) {
        return taken(lists, deadline, work, otherwise);
    }

    public <T> T call(Deadline deadline, Supplier<T> work, Supplier<T> otherwise) {
        return taken(calls, deadline, work, otherwise);
    }

    private static <T> T taken(Semaphore places, Deadline deadline, Supplier<T> work, Supplier<T> otherwise) {
        try {
            if (!places.tryAcquire(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                return otherwise.get();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return otherwise.get();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
