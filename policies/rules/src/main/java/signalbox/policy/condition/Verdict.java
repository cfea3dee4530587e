package signalbox.policy.condition;

/// What a condition says of the facts it was given.
public sealed interface Verdict {
    record Holds() implements Verdict {}

    record Fails() implements Verdict {}

    /// The condition could not be decided: a missing key, a wrong type, too much work.
    ///
    /// @param reason for administrators; it may repeat parts of the facts
    record Errs(String reason) implements Verdict {}

    default boolean isHolds() {
        return this instanceof Holds;
    }
}
