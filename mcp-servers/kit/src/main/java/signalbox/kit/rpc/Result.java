package signalbox.kit.rpc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON-RPC response to a request that succeeded.
public final class Result {
    private Result() {}

    public static byte[] of(@Nullable JsonNode id, ObjectNode result) {
        var tree = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        tree.set("id", id);
        tree.set("result", result);
        return bytes(tree.toString());
    }

    /// A page whose entries are already written, as pieces to be sent in order: long entries are not copied.
    ///
    /// @param key what the entries are called in the result
    /// @param rest the other fields of the result
    public static byte[][] page(JsonNode id, String key, JsonBytes entries, ObjectNode rest) {
        return new byte[][] {
            bytes("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"" + key + "\":"),
            entries.shared(),
            bytes((rest.isEmpty() ? "" : ",") + rest.toString().substring(1) + "}")
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
