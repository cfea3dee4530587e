package signalbox.kit.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A well-formed JSON-RPC request or notification.
///
/// @param id null for a notification
/// @param params read once, so that the checks and the work see the same
public record Message(@Nullable JsonNode id, String method, ObjectNode params) {
    public boolean isRequest() {
        return id != null;
    }

    /// `_meta` of the parameters; never null.
    public JsonNode meta() {
        return params.path("_meta");
    }
}
