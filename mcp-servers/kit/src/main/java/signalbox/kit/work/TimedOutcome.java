package signalbox.kit.work;

/// How something ended that was given so much time.
public sealed interface TimedOutcome<T> {
    record Finished<T>(T value) implements TimedOutcome<T> {}

    record Expired<T>(long seconds) implements TimedOutcome<T> {}

    /// Nobody waits for it any more.
    record Cancelled<T>() implements TimedOutcome<T> {}

    record Broken<T>(Throwable cause) implements TimedOutcome<T> {}
}
