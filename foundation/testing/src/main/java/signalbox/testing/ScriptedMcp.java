package signalbox.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedHttp.Seen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server of revision 2026-07-28 at `/mcp` whose tools and answers a test writes as JSON.
public final class ScriptedMcp implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final ScriptedHttp http;
    private final List<ObjectNode> tools = new ArrayList<>();
    private volatile BiFunction<JsonNode, Seen, Answer> calls = (request, _) -> result(request, "{\"content\": []}");
    private volatile String listing = "\"ttlMs\": 0, \"cacheScope\": \"private\"";

    public ScriptedMcp() {
        http = new ScriptedHttp(this::answer);
    }

    /// @param tool its definition
    public ScriptedMcp tool(String tool) {
        synchronized (tools) {
            tools.add((ObjectNode) MAPPER.readTree(tool));
        }
        return this;
    }

    /// In place of the tool of the same name.
    public void change(String tool) {
        var changed = (ObjectNode) MAPPER.readTree(tool);
        synchronized (tools) {
            tools.replaceAll(each -> each.get("name").equals(changed.get("name")) ? changed : each);
        }
    }

    /// What the list says of its freshness, as members of its result.
    public ScriptedMcp listing(String members) {
        listing = members;
        return this;
    }

    /// Answers each `tools/call`.
    public ScriptedMcp calls(BiFunction<JsonNode, Seen, Answer> calls) {
        this.calls = calls;
        return this;
    }

    public URI endpoint() {
        return http.uri("/mcp");
    }

    public List<Seen> seen() {
        return http.seen();
    }

    /// The requests of a method, in order.
    public List<JsonNode> requests(String method) {
        return http.seen().stream()
                .map(seen -> MAPPER.readTree(seen.body()))
                .filter(request -> request.path("method").asString("").equals(method))
                .toList();
    }

    /// A complete result.
    public static Answer result(JsonNode request, String result) {
        var json = (ObjectNode) MAPPER.readTree(result);
        if (!json.has("resultType")) {
            json.put("resultType", "complete");
        }
        return Answer.json(message(request, json));
    }

    public static String message(JsonNode request, ObjectNode result) {
        var message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        message.set("id", request.get("id"));
        message.set("result", result);
        return message.toString();
    }

    public static Answer text(JsonNode request, String text) {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return Answer.json(message(request, result));
    }

    public static Answer error(JsonNode request, int status, int code, String message) {
        var answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        answer.putObject("error").put("code", code).put("message", message);
        return Answer.of(status, "application/json", answer.toString());
    }

    /// One server-sent event.
    public static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer answer(Seen seen) {
        if (!seen.method().equals("POST")) {
            return Answer.of(405, "text/plain", "no");
        }
        var request = MAPPER.readTree(seen.body());
        return switch (request.path("method").asString("")) {
            case "server/discover" -> result(request, """
                    {"supportedVersions": ["2026-07-28"], "capabilities": {"tools": {}}, "ttlMs": 0, "cacheScope": "private"}""");
            case "tools/list" -> {
                synchronized (tools) {
                    yield result(request, "{\"tools\": " + tools + ", " + listing + "}");
                }
            }
            case "tools/call" -> calls.apply(request, seen);
            default -> error(request, 404, -32601, "no such method");
        };
    }
}
