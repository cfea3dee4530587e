package signalbox.descriptor;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a request says a second time, in `_meta` and in headers (MCP 2026-07-28, basic/transports/streamable-http, "Request
/// Metadata"). Arguments that are repeated too are [HeaderParameter]s.
public final class RequestMetadata {
    /// What MCP's own keys of `_meta` start with.
    public static final String PREFIX = "io.modelcontextprotocol/";

    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private RequestMetadata() {}

    /// Whether `Mcp-Name` repeats something of such a request.
    public static boolean isNamed(String method) {
        return NAMED.containsKey(method);
    }

    /// What `Mcp-Name` repeats, before it is written as a [HeaderValue]; null where it repeats nothing.
    public static @Nullable String name(String method, JsonNode params) {
        var field = NAMED.get(method);
        var name = field == null ? null : params.get(field);
        return name != null && name.isString() ? name.stringValue() : null;
    }
}
