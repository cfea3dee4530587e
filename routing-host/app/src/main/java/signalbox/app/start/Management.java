package signalbox.app.start;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import signalbox.database.Database;
import signalbox.http.server.HostAndOriginRule;
import signalbox.policy.LiveRulebook;
import tools.jackson.databind.node.JsonNodeFactory;

/// The management listener, on loopback only: `GET /health` says whether the database answers, which policy is in force,
/// and whether a newer file was refused.
final class Management implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Database database;
    private final LiveRulebook rulebook;

    private Management(HttpServer server, Database database, LiveRulebook rulebook) {
        this.server = server;
        this.database = database;
        this.rulebook = rulebook;
    }

    static Management open(int port, Database database, LiveRulebook rulebook) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var management = new Management(server, database, rulebook);
        server.setExecutor(management.threads);
        server.createContext("/", management::answer);
        server.start();
        return management;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isForUs(exchange)) {
                send(exchange, 421, "{\"error\":\"only programs of this machine are answered, under its own name\"}");
                return;
            }
            if (!"/health".equals(exchange.getRequestURI().getPath()) || !"GET".equals(exchange.getRequestMethod())) {
                send(exchange, 404, "{\"error\":\"only GET /health is here\"}");
                return;
            }
            boolean healthy = databaseAnswers();
            var body = JsonNodeFactory.instance.objectNode();
            body.put("status", healthy ? "up" : "down");
            body.put("policy", rulebook.get().revision());
            body.put("newer_policy_refused", !rulebook.rejection().isEmpty());
            send(exchange, healthy ? 200 : 503, body.toString());
        }
    }

    /// A page in a browser of this machine is none of us, under whatever name it found the way here.
    private boolean isForUs(HttpExchange exchange) {
        var hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        return hosts.size() == 1
                && HostAndOriginRule.isLoopback(hosts.getFirst(), port())
                && !exchange.getRequestHeaders().containsKey("Origin");
    }

    private boolean databaseAnswers() {
        try (var connection = database.dataSource().getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
