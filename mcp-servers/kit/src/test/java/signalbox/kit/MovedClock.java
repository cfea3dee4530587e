package signalbox.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes as the system's does, from wherever it was moved to.
public final class MovedClock implements InstantSource {
    private volatile Duration moved = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(moved);
    }

    public void pass(Duration duration) {
        moved = moved.plus(duration);
    }
}
