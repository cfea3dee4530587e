package signalbox.kit.work;

import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.ToolWork;
import tools.jackson.databind.node.ObjectNode;

/// A permitted call, ready to be done.
///
/// @param callId the caller's name for this call, or null where a repetition need not be recognised
public record Job(
        Descriptor descriptor, ToolWork work, ObjectNode arguments, @Nullable String callId, Ruling ruling) {}
