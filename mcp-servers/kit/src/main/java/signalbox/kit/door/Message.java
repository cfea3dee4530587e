package signalbox.kit.door;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON-RPC message, of a shape that can be understood.
///
/// @param id null for a notification
/// @param tree the whole message: the only reading of it, for the checks and for the work alike
record Message(@Nullable JsonNode id, String method, ObjectNode params, ObjectNode tree) {
    boolean isRequest() {
        return id != null;
    }

    boolean isInitialize() {
        return isRequest() && method.equals("initialize");
    }

    boolean isToolCall() {
        return isRequest() && method.equals("tools/call");
    }
}
