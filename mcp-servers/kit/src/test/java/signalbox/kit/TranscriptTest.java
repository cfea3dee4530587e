package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import signalbox.kit.RawHttp.Reply;

/// What goes over the wire, message by message, against `src/test/transcripts`; `-Dtranscripts=write` writes them anew.
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/transcripts");

    @Test
    void theWireSpeaksAsItsTranscriptsSay() throws IOException {
        try (var yard = Yard.open()) {
            var token = yard.token("agent:newcomer");
            var session = yard.session("/mcp", token);
            check("initialize", yard, token, "x: x", """
                    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
            check("initialize-older", yard, token, "x: x", """
                    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
            check("initialize-newer", yard, token, "x: x", """
                    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2099-01-01", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
            check("initialized", yard, token, session, """
                    {"jsonrpc": "2.0", "method": "notifications/initialized"}""");
            check("list", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""");
            check("call", yard, token, session, """
                    {"jsonrpc": "2.0", "id": "two", "method": "tools/call", "params": {"name": "yard__echo", "arguments": {"text": "hello"}}}""");
            check("denied", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "yard__count", "arguments": {"counter": "c", "by": 9, "request_id": "r"}}}""");
            check("invalid", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": "yard__count", "arguments": {"by": 0}}}""");
            check("unknown-tool", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": {"name": "depot__secret"}}""");
            check("unknown-method", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 6, "method": "prompts/list"}""");
            check("no-name", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"arguments": {}}}""");
            check("malformed", yard, token, session, """
                    {"jsonrpc": "2.0", "id": 8, "method": "ping", "method": "tools/list"}""");
            check("batch", yard, token, session, """
                    [{"jsonrpc": "2.0", "id": 9, "method": "ping"}]""");
            check("no-session", yard, token, "Mcp-Session-Id: unknown", """
                    {"jsonrpc": "2.0", "id": 10, "method": "ping"}""");
            check("no-token", yard, "sbx_nobody", session, """
                    {"jsonrpc": "2.0", "id": 11, "method": "ping"}""");
        }
    }

    private static void check(String name, Yard yard, String token, String header, String message) throws IOException {
        var transcript = "--> POST /mcp\n" + message + "\n<-- " + shown(yard.post("/mcp", token, message, header));
        var file = TRANSCRIPTS.resolve(name + ".txt");
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.createDirectories(TRANSCRIPTS);
            Files.writeString(file, transcript);
        }
        assertThat(transcript).as(name).isEqualTo(Files.readString(file));
    }

    private static String shown(Reply reply) {
        var type = reply.header("Content-Type");
        return reply.status() + (type == null ? "" : " " + type) + "\n" + reply.body()
                .replaceAll("(?m)^id: .*$", "id: ...")
                .replaceAll("dec_[0-9A-Za-z]{22}", "dec_...")
                .replaceAll("\"version\":\"[0-9a-f]{12}\"", "\"version\":\"...\"").stripTrailing() + "\n";
    }
}
