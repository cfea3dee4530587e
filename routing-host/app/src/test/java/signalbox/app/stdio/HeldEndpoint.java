package signalbox.app.stdio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An MCP endpoint that answers nothing until the test says what.
final class HeldEndpoint implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingQueue<Asked> arrived = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    HeldEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", exchange -> arrived.add(new Asked(
                exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    /// The next request, whatever it is.
    Asked next() throws InterruptedException {
        var asked = arrived.poll(20, TimeUnit.SECONDS);
        if (asked == null) {
            throw new AssertionError("no request has come");
        }
        return asked;
    }

    boolean isQuiet() {
        return arrived.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /// One request that waits for its answer.
    record Asked(HttpExchange exchange, String text) {
        String http() {
            return exchange.getRequestMethod();
        }

        JsonNode message() {
            return JSON.readTree(text);
        }

        String method() {
            return message().path("method").asString("");
        }

        @Nullable String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        Asked with(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
            return this;
        }

        /// A result for the request's own id.
        void result(String json) throws IOException {
            reply(200, "{\"jsonrpc\":\"2.0\",\"id\":" + message().path("id") + ",\"result\":" + json + "}");
        }

        void reply(int status, String body) throws IOException {
            exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        }

        /// Begins a stream of events.
        Asked stream() throws IOException {
            with("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            return this;
        }

        /// False once the client has gone.
        boolean send(String event) {
            try {
                exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                return true;
            } catch (IOException _) {
                return false;
            }
        }

        void end() {
            exchange.close();
        }
    }
}
