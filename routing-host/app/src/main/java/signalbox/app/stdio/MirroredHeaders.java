package signalbox.app.stdio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.HeaderParameter;
import signalbox.descriptor.HeaderParameters;
import signalbox.descriptor.HeaderValue;
import signalbox.descriptor.RequestMetadata;
import signalbox.kit.rpc.Message;
import tools.jackson.databind.JsonNode;

/// The headers that repeat what a message says, for whoever reads headers alone (MCP 2026-07-28,
/// basic/transports/streamable-http, "Request Metadata"). On standard streams there are none, so they are made here.
final class MirroredHeaders {
    static final String VERSION = RequestMetadata.PREFIX + "protocolVersion";

    private final Map<String, List<HeaderParameter>> tools = new ConcurrentHashMap<>();

    Map<String, String> of(Message message) {
        var headers = new LinkedHashMap<String, String>();
        put(headers, "MCP-Protocol-Version", plain(message.meta().get(VERSION)));
        put(headers, "Mcp-Method", HeaderValue.isSafe(message.method()) ? message.method() : null);
        var name = RequestMetadata.name(message.method(), message.params());
        if (name != null) {
            headers.put("Mcp-Name", HeaderValue.of(name));
            if (message.method().equals("tools/call")) {
                headers.putAll(arguments(name, message.params().path("arguments")));
            }
        }
        return headers;
    }

    /// Remembers which arguments the tools of a `tools/list` result want repeated.
    void learn(JsonNode result) {
        for (var tool : result.path("tools")) {
            if (HeaderParameters.of(tool.path("inputSchema")) instanceof HeaderParameters.Sound(var parameters)) {
                tools.put(tool.path("name").asString(""), parameters);
            }
        }
    }

    private Map<String, String> arguments(String tool, JsonNode arguments) {
        try {
            return HeaderParameter.headers(tools.getOrDefault(tool, List.of()), arguments);
        } catch (IllegalArgumentException _) {
            return Map.of(); // the server says what is wrong with it
        }
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /// Null for what is no text or cannot be sent: the server says what is wrong with it.
    private static @Nullable String plain(@Nullable JsonNode node) {
        return node != null && node.isString() && HeaderValue.isSafe(node.stringValue()) ? node.stringValue() : null;
    }
}
