package signalbox.kit.feature;

import org.jspecify.annotations.Nullable;
import signalbox.kit.endpoint.CallContext;
import tools.jackson.databind.node.ObjectNode;

/// A call as it came in: nothing about it has been checked.
///
/// @param callId the caller's name for this call; a repetition of it returns the first result
public record CallToolRequest(String name, ObjectNode arguments, @Nullable String callId, CallContext line) {}
