package signalbox.policy.permission;

import signalbox.descriptor.Descriptor;
import tools.jackson.databind.node.ObjectNode;

/// A tool as one principal sees it.
///
/// @param narrowedInput the schema of the arguments, narrowed to what this caller may send where all its grants agree
public record ViewedTool(Descriptor descriptor, ObjectNode narrowedInput) {
}
