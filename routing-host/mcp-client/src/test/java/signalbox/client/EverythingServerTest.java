package signalbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Content;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.ServerTool;
import signalbox.client.exchange.ToolCall;
import signalbox.client.exchange.ToolListing;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import signalbox.testing.Npm;
import signalbox.testing.Patience;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A server of somebody else, as it comes from npm.
class EverythingServerTest {
    @Test
    void aRealServerIsListedAndCalled() throws Exception {
        int port = freePort();
        var server = start(port);
        try (var client = new McpClient(new OutgoingHttp());
                var connection = client.to(
                        HttpTarget.own(URI.create("http://127.0.0.1:" + port + "/mcp")), Access.OPEN, false)) {
            var tools = (ToolListing.Tools) connection.tools(errand());
            assertThat(tools.tools()).extracting(ServerTool::name).contains("echo", "get-sum");

            assertThat(said(call(connection, tools.tools(), "echo", "{\"message\": \"hello\"}"))).isEqualTo("Echo: hello");
            assertThat(said(call(connection, tools.tools(), "get-sum", "{\"a\": 2, \"b\": 3}"))).contains("5");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static CallToolResult call(McpConnection connection, List<ServerTool> tools, String name, String arguments) {
        var tool = tools.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        var json = (ObjectNode) JsonMapper.shared().readTree(arguments);
        return connection.call(new ToolCall(tool, json, JsonNodeFactory.instance.objectNode()), errand());
    }

    private static String said(CallToolResult answer) {
        return answer instanceof CallToolResult.Finished finished && finished.content().getFirst() instanceof Content.Text(var text)
                ? text
                : answer.toString();
    }

    private static RequestContext errand() {
        return RequestContext.of(Access.OPEN, Deadline.in(Duration.ofSeconds(20)));
    }

    private static Process start(int port) throws IOException {
        var npm = Npm.installed();
        var script = npm.file("@modelcontextprotocol/server-everything/dist/index.js");
        var builder = new ProcessBuilder(npm.node().toString(), script.toString(), "streamableHttp")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", String.valueOf(port));
        var process = builder.start();
        Patience.until(Duration.ofSeconds(20), () -> !process.isAlive() || listens(port));
        assertThat(process.isAlive()).as("the server runs").isTrue();
        return process;
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
