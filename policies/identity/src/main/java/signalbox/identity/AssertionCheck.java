package signalbox.identity;

/// What an assertion of the host proves when it arrives.
public sealed interface AssertionCheck {
    /// @param caller the principal to act for; its `actor` is the host
    record Vouched(Principal caller, CallerAssertion assertion) implements AssertionCheck {}

    /// @param reason for the log; the sender is told the same for every reason
    record Refused(String reason) implements AssertionCheck {}
}
