package signalbox.kit.view;

import signalbox.descriptor.Descriptor;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a list: a tool version under its name at the endpoint.
///
/// @param description the descriptor's, with the names that other tools have at the endpoint
/// @param input its input schema, narrowed to what this caller may send
public record ListedTool(String name, Descriptor descriptor, String description, ObjectNode input) {}
