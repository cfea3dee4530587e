package signalbox.client.modern;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.exchange.ServerProtocol;
import signalbox.client.exchange.ToolCall;
import signalbox.descriptor.HeaderParameter;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A server of revision 2026-07-28.
public final class ModernServer implements ServerProtocol {
    public static final String REVISION = "2026-07-28";

    /// Basic/transports/streamable-http, "Server Validation".
    public static final int HEADER_MISMATCH = -32020;
    /// Basic, "Per-request protocol fields".
    public static final int MISSING_CAPABILITY = -32021;
    /// Basic/versioning, "Protocol Version Negotiation".
    public static final int UNSUPPORTED_VERSION = -32022;

    private final ModernRequests requests;

    public ModernServer(OutgoingHttp http, HttpTarget target) {
        requests = new ModernRequests(http, target);
    }

    /// Asks what the server speaks and offers; any server may be asked.
    public RpcAnswer discover(RequestContext errand) {
        return requests.send(new ModernRequest("server/discover", "", JsonNodeFactory.instance.objectNode(), Map.of()), errand);
    }

    @Override
    public RpcAnswer tools(@Nullable String cursor, RequestContext errand) {
        var params = JsonNodeFactory.instance.objectNode();
        if (cursor != null) {
            params.put("cursor", cursor);
        }
        return requests.send(new ModernRequest("tools/list", "", params, Map.of()), errand);
    }

    @Override
    public RpcAnswer call(ToolCall call, RequestContext errand) {
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

    @Override
    public void close() {}
}
