package signalbox.kit.modern;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import signalbox.kit.protocol.MethodResult;
import signalbox.kit.rpc.Result;
import signalbox.kit.view.ServerInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Frames results for this revision: `resultType`, the server's identity, and how long a result may be cached.
///
/// Every result depends on the caller, so none may be shared between callers.
final class ResultFrame {
    private ResultFrame() {}

    /// How long a result may be cached.
    ///
    /// @param millis null where the result does not say
    record Freshness(@Nullable Long millis) {
        static final Freshness UNSAID = new Freshness(null);
    }

    static byte[] result(JsonNode id, ObjectNode tree, ServerInfo server, Freshness freshness) {
        tree.put("resultType", "complete");
        if (freshness.millis() != null) {
            tree.put("ttlMs", freshness.millis()).put("cacheScope", "private");
        }
        return Result.of(id, signed(tree, server));
    }

    /// A page whose entries are written already.
    static byte[][] page(JsonNode id, MethodResult.Page page, ServerInfo server, long millis) {
        var rest = JsonNodeFactory.instance.objectNode();
        if (page.next() != null) {
            rest.put("nextCursor", page.next());
        }
        rest.put("resultType", "complete").put("ttlMs", millis).put("cacheScope", "private");
        return Result.page(id, page.key(), page.entries(), signed(rest, server));
    }

    static byte[] asking(JsonNode id, ObjectNode questions, String state, ServerInfo server) {
        var tree = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        tree.set("inputRequests", questions);
        tree.put("requestState", state);
        return Result.of(id, signed(tree, server));
    }

    static byte[] notification(String method, ObjectNode params) {
        var tree = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        tree.set("params", params);
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode signed(ObjectNode result, ServerInfo server) {
        var meta = result.path("_meta") instanceof ObjectNode there ? there : result.putObject("_meta");
        meta.set(RequestEnvelope.META + "serverInfo", identity(server));
        return result;
    }

    private static ObjectNode identity(ServerInfo server) {
        return JsonNodeFactory.instance.objectNode()
                .put("name", server.name())
                .put("title", server.title())
                .put("version", server.version());
    }
}
