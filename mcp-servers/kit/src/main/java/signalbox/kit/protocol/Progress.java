package signalbox.kit.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How far a request has come, for a client that asked for it: each time further than the last
/// (basic/patterns/progress).
public final class Progress {
    private final @Nullable JsonNode token;
    private double last = Double.NEGATIVE_INFINITY;

    /// @param meta of the request
    public Progress(JsonNode meta) {
        var given = meta.get("progressToken");
        token = given != null && (given.isString() || given.isIntegralNumber()) ? given : null;
    }

    /// The parameters of the notification, or null where none is to be sent.
    public synchronized @Nullable ObjectNode params(double done, @Nullable Double total, String message) {
        if (token == null || !Double.isFinite(done) || done <= last) {
            return null;
        }
        last = done;
        var params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", token);
        params.put("progress", done);
        if (total != null && Double.isFinite(total)) {
            params.put("total", total);
        }
        return params.put("message", message);
    }
}
