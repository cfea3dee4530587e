package signalbox.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// A clock that goes as the system's does, from wherever it was moved to.
public final class MovedClock implements InstantSource {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Duration moved = Duration.ZERO;

    @Override
    public Instant instant() {
        reads.incrementAndGet();
        return Instant.now().plus(moved);
    }

    /// How often it has been read: who waits for a check of something that expires waits for a reading.
    public int reads() {
        return reads.get();
    }

    public void pass(Duration duration) {
        moved = moved.plus(duration);
    }
}
