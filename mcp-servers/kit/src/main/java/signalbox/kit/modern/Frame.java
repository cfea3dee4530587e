package signalbox.kit.modern;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import signalbox.kit.desk.Welcome;
import signalbox.kit.wire.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts results into the frame of this revision: `resultType`, who answers, and how long it may be kept.
///
/// Everything here is filtered by who asks, so nothing may be shared between callers.
final class Frame {
    private Frame() {}

    /// How a result may be kept.
    ///
    /// @param millis null for a result that says nothing about it
    record Freshness(@Nullable Long millis) {
        static final Freshness UNSAID = new Freshness(null);
    }

    static byte[] result(JsonNode id, ObjectNode tree, Welcome server, Freshness freshness) {
        tree.put("resultType", "complete");
        if (freshness.millis() != null) {
            tree.put("ttlMs", freshness.millis()).put("cacheScope", "private");
        }
        return response(id, signed(tree, server));
    }

    /// A page whose entries are written already.
    static byte[] page(JsonNode id, Said.Page page, Welcome server, long millis) {
        var rest = JsonNodeFactory.instance.objectNode();
        if (page.next() != null) {
            rest.put("nextCursor", page.next());
        }
        rest.put("resultType", "complete").put("ttlMs", millis).put("cacheScope", "private");
        var out = new ByteArrayOutputStream(page.entries().length() + 512);
        write(out, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"" + page.key() + "\":");
        page.entries().writeTo(out);
        write(out, "," + signed(rest, server).toString().substring(1) + "}");
        return out.toByteArray();
    }

    static byte[] asking(JsonNode id, ObjectNode questions, String state, Welcome server) {
        var tree = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        tree.set("inputRequests", questions);
        tree.put("requestState", state);
        return response(id, signed(tree, server));
    }

    static byte[] notification(String method, ObjectNode params) {
        var tree = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        tree.set("params", params);
        return bytes(tree);
    }

    static byte[] response(JsonNode id, ObjectNode result) {
        var tree = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        tree.set("id", id);
        tree.set("result", result);
        return bytes(tree);
    }

    private static ObjectNode signed(ObjectNode result, Welcome server) {
        var meta = result.path("_meta") instanceof ObjectNode there ? there : result.putObject("_meta");
        meta.set(Envelope.META + "serverInfo", identity(server));
        return result;
    }

    private static ObjectNode identity(Welcome server) {
        return JsonNodeFactory.instance.objectNode()
                .put("name", server.name())
                .put("title", server.title())
                .put("version", server.version());
    }

    private static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
