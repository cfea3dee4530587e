package signalbox.kit.protocol;

import org.jspecify.annotations.Nullable;
import signalbox.http.server.RequestHead;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.rpc.Reading;

/// A request that has been let in.
///
/// @param principal whose credential came with it
/// @param body null for a request without one: an event stream, or the end of a session
public record IncomingRequest(Principal principal, CallerContext caller, RequestHead head, @Nullable Reading body) {
    /// The same request within a session.
    public IncomingRequest within(String session) {
        return new IncomingRequest(principal, caller.within(session), head, body);
    }

    /// Whether its client takes a stream; to another, one JSON object is all that is sent.
    public boolean takesStream() {
        return AcceptHeader.of(head.headers("Accept")).takes("text/event-stream");
    }
}
