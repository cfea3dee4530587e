package signalbox.client.modern;

import java.util.LinkedHashMap;
import java.util.Map;
import signalbox.client.exchange.Elicitation;
import signalbox.client.exchange.Respondent;
import signalbox.descriptor.HeaderValue;
import signalbox.descriptor.RequestMetadata;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A request before it has an id: its body and the headers that repeat it.
///
/// @param name what `Mcp-Name` says, or empty where the method has none
/// @param parameters headers that repeat arguments
record ModernRequest(String method, String name, ObjectNode params, Map<String, String> parameters) {
    private static final String PREFIX = RequestMetadata.PREFIX;

    Map<String, String> headers() {
        var headers = new LinkedHashMap<>(parameters);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", ModernServer.REVISION);
        headers.put("Mcp-Method", method);
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", HeaderValue.of(name));
        }
        return headers;
    }

    ObjectNode body(String id, Respondent respondent) {
        var sent = params.deepCopy();
        var meta = sent.path("_meta") instanceof ObjectNode given ? given : sent.putObject("_meta");
        meta.put(PREFIX + "protocolVersion", ModernServer.REVISION);
        meta.putObject(PREFIX + "clientInfo").put("name", "signalbox").put("version", "0.1.0");
        var capabilities = meta.putObject(PREFIX + "clientCapabilities");
        if (respondent.canBeAsked()) {
            capabilities.set("elicitation", Elicitation.capability());
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.put("jsonrpc", "2.0").put("id", id).put("method", method);
        body.set("params", sent);
        return body;
    }
}
