package signalbox.kit.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON-RPC request or notification, of a shape that can be understood.
///
/// @param id null for a notification
/// @param params the only reading of them, for the checks and for the work alike
public record Message(@Nullable JsonNode id, String method, ObjectNode params) {
    public boolean isRequest() {
        return id != null;
    }

    /// What the sender says about the request itself; never null.
    public JsonNode meta() {
        return params.path("_meta");
    }
}
