package signalbox.host.api;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedHttp.Seen;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An MCP server of revision 2025-11-25 with one tool, which asks a question before it answers with what it was told.
final class ScriptedLegacy implements AutoCloseable {
    private final String tool;
    private final String question;
    private volatile boolean mayAsk;
    private final CompletableFuture<JsonNode> told = new CompletableFuture<>();
    private final ScriptedHttp http = new ScriptedHttp(this::answer);

    ScriptedLegacy(String tool, String question) {
        this.tool = tool;
        this.question = question.replace('\n', ' ');
    }

    URI endpoint() {
        return http.uri("/mcp");
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer answer(Seen seen) {
        if (!seen.method().equals("POST")) {
            return Answer.of(405, "text/plain", "");
        }
        JsonNode message = JsonMapper.shared().readTree(seen.body());
        return switch (message.path("method").asString("")) {
            case "initialize" -> initialized(message);
            case "tools/list" -> ScriptedMcp.result(message, "{\"tools\": [" + tool + "]}");
            case "tools/call" -> !mayAsk ? ScriptedMcp.text(message, "not allowed to ask") : Answer.events(out -> {
                out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"method\":\"elicitation/create\",\"params\":" + question + "}"));
                out.flush();
                out.write(ScriptedMcp.event(JsonMapper.shared().readTree("{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id")
                        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":" + JsonMapper.shared().writeValueAsString(answered())
                        + "}]}}").toString()));
            });
            case "" -> {
                told.complete(message.path("result"));
                yield Answer.of(202, "text/plain", "");
            }
            case "notifications/initialized" -> Answer.of(202, "text/plain", "");
            default -> ScriptedMcp.error(message, 400, -32600, "no session");
        };
    }

    private Answer initialized(JsonNode message) {
        mayAsk = message.at("/params/capabilities/elicitation").isObject();
        return ScriptedMcp.result(message, """
                {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "old", "version": "1"}}""")
                .with("Mcp-Session-Id", "session-1");
    }

    private String answered() throws InterruptedException {
        try {
            return told.get().toString();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

}
