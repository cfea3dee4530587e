package signalbox.identity;

/// What a presented token proves.
public sealed interface AgentTokenCheck {
    record Known(Principal principal) implements AgentTokenCheck {}

    /// @param reason for the log; whoever presented the token is told the same for every reason
    record Refused(Reason reason) implements AgentTokenCheck {}

    enum Reason {
        MALFORMED,
        UNKNOWN,
        WRONG_SECRET,
        EXPIRED,
        REVOKED
    }
}
