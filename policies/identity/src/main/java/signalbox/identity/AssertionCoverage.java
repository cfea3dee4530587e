package signalbox.identity;

/// Whether an assertion covers the call about to be made.
public sealed interface AssertionCoverage {
    record Covered() implements AssertionCoverage {}

    /// @param reason for the log; the sender is told the same for every reason
    record Refused(String reason) implements AssertionCoverage {}
}
