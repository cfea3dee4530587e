package signalbox.kit.door;

import org.jspecify.annotations.Nullable;
import signalbox.kit.desk.Visit;

/// A request that has passed the door.
///
/// @param holder whose credential it came with, and where
/// @param message null for a request without a body: an event stream, or the end of a session
record Arrival(Sessions.Holder holder, Visit visit, @Nullable Message message) {}
