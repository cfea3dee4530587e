package signalbox.http.server;

import java.util.concurrent.atomic.AtomicInteger;

/// How many requests may be arriving at a time whose sender is not known yet: what they hold is memory that anybody can
/// take. Beyond that many, a sender is asked for before more is read.
final class UnauthenticatedLimit {
    private final int most;
    private final AtomicInteger arriving = new AtomicInteger();

    UnauthenticatedLimit(int most) {
        this.most = most;
    }

    /// False where there is no room; otherwise `leave` follows.
    boolean enter() {
        if (arriving.incrementAndGet() <= most) {
            return true;
        }
        arriving.decrementAndGet();
        return false;
    }

    void leave() {
        arriving.decrementAndGet();
    }
}
