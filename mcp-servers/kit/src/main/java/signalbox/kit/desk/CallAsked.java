package signalbox.kit.desk;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A call as it came in: nothing about it has been checked.
///
/// @param callId the caller's name for this call; a repetition of it returns the first result
public record CallAsked(String name, ObjectNode arguments, @Nullable String callId, Line line) {}
