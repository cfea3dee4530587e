package signalbox.kit.work;

/// How something ended that was given so much time.
public sealed interface Ended<T> {
    record Finished<T>(T value) implements Ended<T> {}

    record Expired<T>(long seconds) implements Ended<T> {}

    /// Nobody waits for it any more.
    record Cancelled<T>() implements Ended<T> {}

    record Broken<T>(Throwable cause) implements Ended<T> {}
}
