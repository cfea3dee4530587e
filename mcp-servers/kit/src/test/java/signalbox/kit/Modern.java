package signalbox.kit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One caller of revision 2026-07-28 at one endpoint.
public record Modern(TestServers servers, String path, String token) {
    public static final String VERSION = "2026-07-28";
    public static final String META = "io.modelcontextprotocol/";

    public static Modern of(TestServers servers, String path, String principal) {
        return new Modern(servers, path, servers.token(principal));
    }

    /// @param params JSON without `_meta`
    public Ask ask(String method, String params) {
        var tree = object(params);
        tree.putObject("_meta").put(META + "protocolVersion", VERSION).putObject(META + "clientCapabilities");
        var headers = new LinkedHashMap<String, String>();
        headers.put("MCP-Protocol-Version", VERSION);
        headers.put("Mcp-Method", method);
        var name = tree.path(method.equals("resources/read") ? "uri" : "name");
        if (name.isString()) {
            headers.put("Mcp-Name", headerValue(name.stringValue()));
        }
        return new Ask(this, method, tree, headers, "7");
    }

    public Ask calling(String tool, String arguments) {
        return ask("tools/call", "{\"name\": " + JsonMapper.shared().writeValueAsString(tool) + ", \"arguments\": " + arguments + "}");
    }

    public Reply call(String tool, String arguments) {
        return calling(tool, arguments).reply();
    }

    public Reply list() {
        return ask("tools/list", "{}").reply();
    }

    /// As a header may carry it.
    public static String headerValue(String text) {
        boolean plain = text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' && c < 127) && !text.startsWith("=?base64?");
        return plain ? text : "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static ObjectNode object(String json) {
        return JsonMapper.shared().readTree(json).asObject();
    }

    /// One request, before it is sent.
    ///
    /// @param id JSON
    public record Ask(Modern caller, String method, ObjectNode params, Map<String, String> headers, String id) {
        public Ask header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Ask(caller, method, params, more, id);
        }

        public Ask without(String header) {
            var fewer = new LinkedHashMap<>(headers);
            fewer.remove(header);
            return new Ask(caller, method, params, fewer, id);
        }

        public Ask param(String name, JsonNode value) {
            var more = params.deepCopy();
            more.set(name, value);
            return new Ask(caller, method, more, headers, id);
        }

        public Ask meta(String name, JsonNode value) {
            var more = params.deepCopy();
            more.path("_meta").asObject().set(name, value);
            return new Ask(caller, method, more, headers, id);
        }

        /// Whoever sends this can answer questions of every kind.
        public Ask capable() {
            return meta(META + "clientCapabilities", object("{\"elicitation\": {}, \"sampling\": {}, \"roots\": {}}"));
        }

        /// The second round of a question: the answers, as JSON, and the state that came with it.
        public Ask answered(String responses, String state) {
            return param("inputResponses", object(responses)).param("requestState", JsonMapper.shared().getNodeFactory().stringNode(state));
        }

        public Ask as(Modern another) {
            return new Ask(another, method, params, headers, id);
        }

        public Ask id(String json) {
            return new Ask(caller, method, params, headers, json);
        }

        public String message() {
            return "{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": " + JsonMapper.shared().writeValueAsString(method)
                    + ", \"params\": " + params + "}";
        }

        public Request request() {
            var request = Request.of("POST", caller.path()).with("Authorization: Bearer " + caller.token())
                    .with(TestServers.JSON).with(TestServers.ACCEPT).body(message());
            for (var header : headers.entrySet()) {
                request = request.with(header.getKey() + ": " + header.getValue());
            }
            return request;
        }

        /// With this `Accept` header, or without one where it is empty.
        public Request accepting(String header) {
            var bare = request().without("Accept");
            return header.isEmpty() ? bare : bare.with(header);
        }

        public Reply reply() {
            return caller.servers().send(request());
        }
    }
}
