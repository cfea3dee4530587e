package signalbox.policy.server;

import java.net.URI;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;

/// An MCP server that is not of this installation, under the name that the operator gave it. Its own name is never used.
///
/// @param originsAllowed origins, such as `http://10.0.0.7:9000`, that may be private and plain http
/// @param questions who answers its questions
public record ThirdPartyServer(
        ServerName name, URI url, ServerAuthorization authorization, SortedSet<URI> originsAllowed, Questions questions) {
    public ThirdPartyServer {
        originsAllowed = Collections.unmodifiableSortedSet(new TreeSet<>(originsAllowed));
    }

    /// What becomes of a question that the server asks in the middle of a call.
    public enum Questions {
        /// It is declined by rule.
        DECLINE,
        /// The run waits for its caller.
        CALLER
    }
}
