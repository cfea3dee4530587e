package signalbox.identity;

/// What a presented token proves.
public sealed interface TokenCheck {
    record Known(Principal principal) implements TokenCheck {}

    /// @param reason for the log; whoever presented the token is told the same for every reason
    record Refused(Reason reason) implements TokenCheck {}

    enum Reason {
        MALFORMED,
        UNKNOWN,
        WRONG_SECRET,
        EXPIRED,
        REVOKED
    }
}
