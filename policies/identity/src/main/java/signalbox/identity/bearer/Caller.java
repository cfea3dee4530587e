package signalbox.identity.bearer;

import signalbox.http.server.HttpReply;
import signalbox.identity.Principal;

/// Who sent a request, as the gate sees it.
public sealed interface Caller {
    record Known(Principal principal) implements Caller {}

    /// It brought no credential.
    ///
    /// @param challenge the reply where one is needed
    record Anonymous(HttpReply challenge) implements Caller {}

    /// Nothing is done for it, not even what anybody may ask for.
    record Refused(HttpReply reply) implements Caller {}
}
