package signalbox.client.exchange;

import tools.jackson.databind.node.ObjectNode;

/// A call to be made.
///
/// @param meta goes along in `_meta`, beside what the protocol wants there
public record ToolCall(ServerTool tool, ObjectNode arguments, ObjectNode meta) {}
