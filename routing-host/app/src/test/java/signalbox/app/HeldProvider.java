package signalbox.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A provider that speaks `openai-chat` and answers nothing until the test says what.
final class HeldProvider implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingQueue<Asked> arrived = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    HeldProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::hold);
        server.start();
    }

    /// One request that waits for its answer.
    record Asked(JsonNode body, CompletableFuture<ObjectNode> answer) {
        void say(String text) {
            var message = JSON.createObjectNode().put("role", "assistant").put("content", text);
            answer.complete(completion(message, "stop"));
        }

        /// Answers with a call of the tool that is offered under a name with this end.
        void call(String tool, String arguments) {
            var name = body.path("tools").valueStream()
                    .map(entry -> entry.path("function").path("name").asString())
                    .filter(offered -> offered.endsWith(tool))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no tool '" + tool + "' in " + body.path("tools")));
            var message = JSON.createObjectNode().put("role", "assistant").putNull("content");
            message.putArray("tool_calls").addObject()
                    .put("id", "call_" + System.nanoTime())
                    .put("type", "function")
                    .putObject("function").put("name", name).put("arguments", arguments);
            answer.complete(completion(message, "tool_calls"));
        }

        String lastMessage() {
            return body.path("messages").get(body.path("messages").size() - 1).path("content").toString();
        }

        private static ObjectNode completion(ObjectNode message, String finish) {
            var json = JSON.createObjectNode().put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1).put("model", "held");
            json.putArray("choices").addObject().put("index", 0).put("finish_reason", finish).set("message", message);
            json.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 10).put("total_tokens", 110);
            return json;
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// The next request that arrives.
    Asked next() throws InterruptedException {
        var asked = arrived.poll(60, TimeUnit.SECONDS);
        if (asked == null) {
            throw new AssertionError("no request arrived");
        }
        return asked;
    }

    /// Says this to whatever has arrived, or arrives within a moment.
    void sayToAll(String text) throws InterruptedException {
        for (var asked = arrived.poll(1, TimeUnit.SECONDS); asked != null; asked = arrived.poll()) {
            asked.say(text);
        }
    }

    /// What else has arrived is forgotten and never answered.
    void forget() {
        arrived.clear();
    }

    private void hold(HttpExchange exchange) throws IOException {
        var asked = new Asked(JSON.readTree(exchange.getRequestBody().readAllBytes()), new CompletableFuture<>());
        arrived.add(asked);
        send(exchange, asked.answer().join());
    }

    private static void send(HttpExchange exchange, ObjectNode json) {
        var bytes = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException _) {
            // Whoever asked was killed meanwhile.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
