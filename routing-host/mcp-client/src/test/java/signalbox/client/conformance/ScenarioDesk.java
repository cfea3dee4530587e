package signalbox.client.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import signalbox.testing.Npm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lets the suite's client command be this process: a small script asks here for a scenario to be acted out.
final class ScenarioDesk implements AutoCloseable {
    private static final String SCRIPT = """
            const [desk, server] = process.argv.slice(2);
            const answer = await fetch(desk, {
              method: 'POST',
              body: JSON.stringify({
                server,
                scenario: process.env.MCP_CONFORMANCE_SCENARIO,
                context: JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}'),
              }),
            });
            console.log(await answer.text());
            process.exit(answer.ok ? 0 : 1);
            """;

    private final HttpServer server;

    ScenarioDesk() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", ScenarioDesk::act);
        server.start();
    }

    /// What starts the client; the suite appends the URL of its server.
    String command() {
        var npm = Npm.installed();
        var script = npm.script("scenario.mjs", SCRIPT);
        return npm.node() + " " + script + " http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void act(HttpExchange exchange) throws IOException {
        JsonNode asked = JsonMapper.shared().readTree(exchange.getRequestBody());
        int status = 200;
        var said = "done";
        try {
            Scenario.act(asked.path("scenario").asString(), asked.path("server").asString(), asked.path("context"));
        } catch (RuntimeException | AssertionError e) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            status = 500;
            said = trace.toString();
        }
        var bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
