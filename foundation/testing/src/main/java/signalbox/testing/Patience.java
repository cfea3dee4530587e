package signalbox.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what others do in their own time.
public final class Patience {
    private Patience() {}

    /// How long it took until the condition held; fails where it does not within this time.
    public static Duration until(Duration longest, BooleanSupplier condition) {
        long started = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - started > longest.toNanos()) {
                throw new AssertionError("not within " + longest.toMillis() + " ms");
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
