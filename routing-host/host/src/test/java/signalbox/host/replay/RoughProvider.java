package signalbox.host.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.WireJson;

/// A provider that gives whatever it is told to give, or nothing at all.
final class RoughProvider implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Reply reply;

    record Reply(int status, String type, String body) {}

    RoughProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    int asked() {
        return asked.get();
    }

    void gives(int status, String type, String body) {
        reply = new Reply(status, type, body);
    }

    /// A chat completion whose message is this JSON.
    void says(String message) {
        gives(200, "application/json", """
                {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m",
                 "choices": [{"index": 0, "message": %s, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}""".formatted(message));
    }

    /// One call with its arguments as the model wrote them, JSON or not.
    void calls(String tool, String arguments) {
        says("""
                {"role": "assistant", "content": null, "tool_calls": [
                 {"id": "call_0", "type": "function", "function": {"name": "%s", "arguments": %s}}]}"""
                .formatted(tool, WireJson.write(WireJson.object().stringNode(arguments))));
    }

    /// Takes requests and gives no answer until it is closed.
    void hangs() {
        reply = null;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        var now = reply;
        if (now == null) {
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        var bytes = now.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", now.type());
        exchange.sendResponseHeaders(now.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
