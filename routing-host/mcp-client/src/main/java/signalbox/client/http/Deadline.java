package signalbox.client.http;

import java.time.Duration;

/// The moment at which waiting ends, on the clock that never jumps.
///
/// @param nanos of `System.nanoTime()`
public record Deadline(long nanos) {
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// Zero when it has passed.
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean hasPassed() {
        return nanos - System.nanoTime() <= 0;
    }

    /// The nearer one.
    public Deadline atMost(Duration time) {
        var other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }
}
