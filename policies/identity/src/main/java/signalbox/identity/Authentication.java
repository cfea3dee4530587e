package signalbox.identity;

import signalbox.identity.jwt.BearerError;

/// Who a request comes from, as far as its headers prove it.
public sealed interface Authentication {
    record Known(Principal principal) implements Authentication {}

    /// It brought no credential at all.
    record Missing() implements Authentication {}

    /// It brought one that proves nothing: nothing may be done for it, not even what anybody may.
    ///
    /// @param reason for the log
    record Refused(String reason, BearerError error) implements Authentication {}

    /// Whether the credential is good cannot be said just now.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Authentication {}
}
