package signalbox.app.start;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.database.Database;
import signalbox.policy.LiveRulebook;

/// Who is answered by the management listener.
@NullUnmarked
class ManagementTest {
    private static Database database;
    private static LiveRulebook rulebook;
    private static Management management;

    @BeforeAll
    static void open() throws IOException {
        database = Database.temporary();
        rulebook = LiveRulebook.open(Path.of("../../tool-descriptors"), Path.of("../../policies/demo"))
                .fold(value -> value, problems -> {
                    throw new AssertionError(problems.toString());
                });
        management = Management.open(0, database, rulebook);
    }

    @AfterAll
    static void close() {
        management.close();
        rulebook.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "LocalHost:PORT", "[::1]:PORT"})
    void aProgramOfThisMachineIsToldTheHealth(String host) throws IOException {
        var answer = ask("Host: " + host);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"status\":\"up\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: evil.example:PORT", "Host: 127.0.0.1", "Host: localhost:1", "X-Host: none",
        "Host: 127.0.0.1:PORT\r\nHost: evil.example", "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example"})
    void aPageThatFoundTheWayHereIsToldNothing(String headers) throws IOException {
        var answer = ask(headers);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|421) .*").doesNotContain("sha256");
    }

    @Test
    void thereIsNothingElseHere() throws IOException {
        assertThat(sent("GET /actuator/env HTTP/1.1\r\nHost: 127.0.0.1:PORT")).startsWith("HTTP/1.1 404");
        assertThat(sent("POST /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0")).startsWith("HTTP/1.1 404");
    }

    private static String ask(String headers) throws IOException {
        return sent("GET /health HTTP/1.1\r\n" + headers);
    }

    private static String sent(String head) throws IOException {
        int port = management.port();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var request = head.replace("PORT", String.valueOf(port)) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
