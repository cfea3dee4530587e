package signalbox.http.client;

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

    /// Sleeps for this time, and no longer than to the deadline.
    ///
    /// @return whether there is time left; false where the thread was interrupted, which it then still is
    public boolean sleep(Duration time) {
        var left = left();
        try {
            Thread.sleep(time.compareTo(left) < 0 ? time : left);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !hasPassed();
    }

    /// The nearer one.
    public Deadline atMost(Duration time) {
        var other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }
}
