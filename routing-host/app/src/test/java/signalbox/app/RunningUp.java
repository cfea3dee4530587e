package signalbox.app;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import signalbox.testing.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An `up` that is ready, found through its `run.json` as any other process finds it.
public record RunningUp(Child child, Path data, JsonNode file) implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// Waits until it says that it is up.
    static RunningUp start(Path data, Path policies, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "up", "--data", data.toString(), "--policies", policies.toString(),
                "--host-port", "0", "--mcp-port", "0", "--console-port", "0"));
        arguments.addAll(List.of(more));
        var child = Child.start(arguments.toArray(String[]::new));
        try {
            child.out().await("Stop with Ctrl-C");
            return new RunningUp(child, data, JSON.readTree(Files.readString(data.resolve("run.json"))));
        } catch (AssertionError e) {
            child.close();
            throw new AssertionError(e.getMessage() + "\n" + child.err().soFar(), e);
        }
    }

    /// The token that a first start prints.
    String firstToken() {
        return child.out().soFar().replaceFirst("(?s).*shown this once: (\\S+).*", "$1");
    }

    String mcp() {
        return file.path("mcp").asString();
    }

    String host() {
        return file.path("host").asString();
    }

    String database() {
        return file.path("database").asString();
    }

    JsonNode health() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(file.path("management").asString() + "/health")).build();
        return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /// `POST /v1/runs` that answers when the run has ended.
    JsonNode run(String token, String input) throws IOException, InterruptedException {
        return JSON.readTree(posted(runRequest(token, input).build()));
    }

    /// `POST /v1/runs` whose answer nobody may live to see.
    CompletableFuture<JsonNode> running(String token, String input) {
        return HTTP.sendAsync(runRequest(token, input).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .thenApply(JSON::readTree);
    }

    int hostStatus(String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host() + "/v1/models")).header("Authorization", "Bearer " + token).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    int mcpStatus(String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(mcp()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                         "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"""))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// Returns once the host takes no new connection.
    void awaitNoNewConnection() {
        var address = URI.create(host());
        var _ = Patience.until(Duration.ofSeconds(30), () -> {
            try (var _ = new Socket(address.getHost(), address.getPort())) {
                return false;
            } catch (IOException _) {
                return true;
            }
        });
    }

    /// A connection of the test's own, by the URL in `run.json`.
    Connection connection() throws SQLException {
        return connection(URI.create(database()).getRawUserInfo().split(":", 2)[1]);
    }

    Connection connection(String password) throws SQLException {
        var url = URI.create(database());
        var properties = new Properties();
        properties.setProperty("user", url.getRawUserInfo().split(":", 2)[0]);
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), properties);
    }

    private HttpRequest.Builder runRequest(String token, String input) {
        return HttpRequest.newBuilder(URI.create(host() + "/v1/runs"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(JSON.createObjectNode().put("input", input))));
    }

    private static String posted(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        child.close();
    }
}
