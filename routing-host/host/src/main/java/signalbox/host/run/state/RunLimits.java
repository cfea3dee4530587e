package signalbox.host.run.state;

import java.time.Duration;

/// How far one run may go, and how many run at a time.
///
/// @param steps model turns of a run
/// @param calls host tool calls of a run
/// @param callsAStep host tool calls of one answer; they run side by side where all of them read
/// @param deadline where the request names none
/// @param longest the longest deadline a request may name
/// @param outputTokens of one answer where the request names no number
/// @param repeats the same call with the same result this many times ends the run
/// @param running runs at a time
public record RunLimits(
        int steps,
        int calls,
        int callsAStep,
        Duration deadline,
        Duration longest,
        long outputTokens,
        int repeats,
        ConcurrentRuns running) {
    public static final RunLimits USUAL = new RunLimits(
            30, 100, 16, Duration.ofMinutes(2), Duration.ofHours(1), 8_192, 3, new ConcurrentRuns(2_000, 1_000));

    /// Runs that may run at a time. One that waits for its caller takes no place.
    ///
    /// @param perCaller of one caller, so that nobody takes all of them
    public record ConcurrentRuns(int all, int perCaller) {}
}
