package signalbox.kit.wire;

import org.jspecify.annotations.Nullable;
import signalbox.identity.Principal;
import signalbox.kit.desk.Visit;
import signalbox.kit.http.Head;
import signalbox.kit.rpc.Reading;

/// A request that has passed the door.
///
/// @param principal whose credential it came with
/// @param body null for a request without one: an event stream, or the end of a session
public record Arrival(Principal principal, Visit visit, Head head, @Nullable Reading body) {}
