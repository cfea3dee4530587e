package signalbox.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on a free loopback port that answers as a script says and keeps what it was asked.
public final class ScriptedHttp implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /// @param path with its query
    /// @param headers by lower-case name
    public record Seen(String method, String path, Map<String, String> headers, String body) {}

    @FunctionalInterface
    public interface Script {
        Answer answer(Seen seen);
    }

    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /// @param streamed whether the body comes piece by piece, in chunks
    public record Answer(int status, Map<String, String> headers, Body body, boolean streamed) {
        public static Answer of(int status, String type, String body) {
            return new Answer(
                    status, Map.of("Content-Type", type), out -> out.write(body.getBytes(StandardCharsets.UTF_8)), false);
        }

        public static Answer json(String body) {
            return of(200, "application/json", body);
        }

        public static Answer events(Body body) {
            return new Answer(200, Map.of("Content-Type", "text/event-stream"), body, true);
        }

        public Answer with(String header, String value) {
            var all = new TreeMap<>(headers);
            all.put(header, value);
            return new Answer(status, all, body, streamed);
        }
    }

    public ScriptedHttp(Script script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public List<Seen> seen() {
        return seen;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Script script) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        var asked = new Seen(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.add(asked);
        var answer = script.answer(asked);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        try (exchange) {
            if (answer.streamed()) {
                exchange.sendResponseHeaders(answer.status(), 0);
                answer.body().write(exchange.getResponseBody());
            } else {
                var bytes = new ByteArrayOutputStream();
                answer.body().write(bytes);
                exchange.sendResponseHeaders(answer.status(), bytes.size() == 0 ? -1 : bytes.size());
                bytes.writeTo(exchange.getResponseBody());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
