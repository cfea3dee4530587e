package signalbox.kit.door;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A message that is turned away before it reaches the tools: HTTP status, JSON-RPC error code, and why.
///
/// @param id the id of the request it answers, or null where none could be read
record Refusal(int status, int code, String text, @Nullable JsonNode id) {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    static final int NO_SESSION = -32001;

    static Refusal of(int status, int code, String text) {
        return new Refusal(status, code, text, null);
    }

    Refusal answering(@Nullable JsonNode request) {
        return new Refusal(status, code, text, request);
    }

    String body() {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("jsonrpc", "2.0");
        tree.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
        tree.putObject("error").put("code", code).put("message", text);
        return tree.toString();
    }
}
