package signalbox.identity;

/// Whether an assertion covers the call about to be made.
public sealed interface CallCheck {
    record Covered() implements CallCheck {}

    /// @param reason for the log; the sender is told the same for every reason
    record Refused(String reason) implements CallCheck {}
}
