package signalbox.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.app.installation.Installation;
import signalbox.app.start.InstallationOptions;
import signalbox.database.Database;
import signalbox.testing.Checkout;

/// Who is answered by the management listener, and with what.
@NullUnmarked
class ManagementTest {
    @TempDir
    private static Path data;

    private static Installation installation;

    @BeforeAll
    static void start() {
        var root = Checkout.root();
        installation = Installation.start(
                new InstallationOptions(
                        data, root.resolve("tool-descriptors"), root.resolve("policies/demo"),
                        root.resolve("mcp-servers/knowledge/articles"), null, "127.0.0.1", InstallationOptions.Ports.ANY),
                Database::temporary);
    }

    @AfterAll
    static void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "LocalHost:PORT", "[::1]:PORT"})
    void aProgramOfThisMachineIsToldTheHealth(String host) throws IOException {
        var answer = ask("Host: " + host);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"status\":\"up\"");
    }

    @Test
    void theBodyOfHealthSaysWhichPolicyIsInForceAndWhenItsFilesWereLookedAt() throws IOException {
        var answer = ask("Host: 127.0.0.1:PORT");

        assertThat(answer)
                .contains("Content-Type: application/json\r\n", "X-Content-Type-Options: nosniff\r\n")
                .containsPattern("\r\n\r\n\\{\"status\":\"up\",\"policy\":\"" + installation.rulebook().get().revision()
                        + "\",\"policy_looked_at\":\"20[-0-9T:.]+Z\",\"newer_policy_refused\":false}\n$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: evil.example:PORT", "Host: 127.0.0.1", "Host: localhost:1", "X-Host: none",
        "Host: 127.0.0.1:PORT\r\nHost: evil.example", "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example"})
    void aPageThatFoundTheWayHereIsToldNothing(String headers) throws IOException {
        var answer = ask(headers);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|421) .*").doesNotContain("sha256");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /", "POST /health", "GET /actuator", "GET /actuator/", "GET /actuator/env", "GET /actuator/beans", "GET /actuator/heapdump",
        "GET /actuator/loggers", "GET /actuator/configprops", "GET /actuator/metrics", "GET /actuator/mappings",
        "GET /actuator/threaddump", "POST /actuator/shutdown", "GET /health/", "GET //health", "GET /error", "GET /index.html"
    })
    void thereIsNothingElseHere(String request) throws IOException {
        var answer = sent(request + " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0");

        assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("Exception", "Tomcat", "Whitelabel");
    }

    @Test
    void itLivesAndIsReady() throws IOException {
        assertThat(get("/actuator/health/liveness")).startsWith("HTTP/1.1 200").contains("\"status\":\"UP\"");
        assertThat(get("/actuator/health/readiness"))
                .startsWith("HTTP/1.1 200")
                .contains("\"database\":{\"status\":\"UP\"}", "\"migrations\":{", "\"policies\":{", installation.rulebook().get().revision());
    }

    @ParameterizedTest
    @CsvSource({"identity", "kit", "ledger"})
    void itIsNotReadyWhileASchemaIsOlderThanThisBuild(String schema) throws IOException {
        var history = schema + ".flyway_schema_history";
        var jdbc = JdbcClient.create(installation.database().dataSource());
        var newest = "(SELECT max(installed_rank) FROM " + history + ")";
        jdbc.sql("CREATE TABLE public.kept AS SELECT * FROM " + history + " WHERE installed_rank = " + newest).update();
        jdbc.sql("DELETE FROM " + history + " WHERE installed_rank = " + newest).update();

        try {
            assertThat(get("/actuator/health/readiness"))
                    .startsWith("HTTP/1.1 503")
                    .contains("\"" + schema + "\":\"version ", ", and this build needs ");
            assertThat(get("/actuator/health/liveness")).startsWith("HTTP/1.1 200");
        } finally {
            jdbc.sql("INSERT INTO " + history + " SELECT * FROM public.kept").update();
            jdbc.sql("DROP TABLE public.kept").update();
        }
        assertThat(get("/actuator/health/readiness")).startsWith("HTTP/1.1 200");
    }

    @Test
    void itSaysWhatIsRunning() throws IOException {
        var rules = installation.rulebook().get();

        assertThat(get("/actuator/info"))
                .startsWith("HTTP/1.1 200")
                .contains("\"version\":\"", "\"revision\":\"" + rules.revision() + "\"", rules.routing().revision());
    }

    @Test
    void metricsAreInPrometheusFormat() throws IOException {
        assertThat(get("/actuator/prometheus"))
                .startsWith("HTTP/1.1 200")
                .contains("# TYPE signalbox_host_overhead_seconds histogram", "jvm_memory_used_bytes");
    }

    private static String get(String path) throws IOException {
        return sent("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:PORT");
    }

    private static String ask(String headers) throws IOException {
        return sent("GET /health HTTP/1.1\r\n" + headers);
    }

    private static String sent(String head) throws IOException {
        int port = installation.management().getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var request = head.replace("PORT", String.valueOf(port)) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
