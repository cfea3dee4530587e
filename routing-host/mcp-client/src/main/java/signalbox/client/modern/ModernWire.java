package signalbox.client.modern;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Errand;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.exchange.ToolCall;
import signalbox.client.exchange.Wire;
import signalbox.client.http.McpHttp;
import signalbox.client.http.Target;
import signalbox.descriptor.HeaderParameter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A server of revision 2026-07-28.
public final class ModernWire implements Wire {
    public static final String REVISION = "2026-07-28";

    private final ModernRequests requests;

    public ModernWire(McpHttp http, Target target) {
        requests = new ModernRequests(http, target);
    }

    /// Asks what the server speaks and offers; any server may be asked.
    public RpcAnswer discover(Errand errand) {
        return requests.send(new ModernRequest("server/discover", "", JsonNodeFactory.instance.objectNode(), Map.of()), errand);
    }

    @Override
    public RpcAnswer tools(@Nullable String cursor, Errand errand) {
        var params = JsonNodeFactory.instance.objectNode();
        if (cursor != null) {
            params.put("cursor", cursor);
        }
        return requests.send(new ModernRequest("tools/list", "", params, Map.of()), errand);
    }

    @Override
    public RpcAnswer call(ToolCall call, Errand errand) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("name", call.tool().name());
        params.set("arguments", call.arguments());
        params.set("_meta", call.meta().deepCopy());
        try {
            var headers = HeaderParameter.headers(call.tool().headers(), call.arguments());
            return new RoundTrips(requests).answer(
                    new ModernRequest("tools/call", call.tool().name(), params, headers), errand);
        } catch (IllegalArgumentException e) {
            return new RpcAnswer.Unsent(String.valueOf(e.getMessage()));
        }
    }

    /// Listens until the server ends it, or the deadline comes, to whether its list of tools changes.
    public RpcAnswer listen(Errand errand, Runnable changed) {
        var params = JsonNodeFactory.instance.objectNode();
        params.putObject("notifications").put("toolsListChanged", true);
        return requests.send(new ModernRequest("subscriptions/listen", "", params, Map.of()), errand, note -> {
            if (note.path("method").asString("").equals("notifications/tools/list_changed")) {
                changed.run();
            }
        });
    }

    @Override
    public void close() {}
}
