package signalbox.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.RawConnection;

/// The table of the rule over the real listener, in both revisions: who is turned away learns it from the head alone.
///
/// `|` separates two headers of one name; `-` stands for none; `PORT` for the listener's.
class HostAndOriginOverHttpTest {
    private static final TestServers SERVERS = TestServers.open();
    private static final TestServers CONFIGURED = TestServers.open(new McpSettings(
            "127.0.0.1", 0, Set.of("Tools.example.com", "10.0.0.7:8090"), Set.of("https://Console.example.com"), null,
            McpSettings.Limits.USUAL));
    private static final Modern MODERN = Modern.of(SERVERS, "/mcp/yard", "agent:visitor");
    private static final Legacy LEGACY = Legacy.of(SERVERS, "/mcp/yard", "agent:visitor");
    private static final Modern ELSEWHERE = Modern.of(CONFIGURED, "/mcp/yard", "agent:visitor");

    @AfterAll
    static void closeYards() {
        SERVERS.close();
        CONFIGURED.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, -, 200",
        "LocalHost:PORT, -, 200",
        "127.0.0.1:PORT, -, 200",
        "[::1]:PORT, -, 200",
        "localhost:PORT, http://localhost:PORT, 200",
        "localhost:PORT, HTTP://LOCALHOST:PORT, 200",
        "127.0.0.1:PORT, http://[::1]:PORT, 200",
        "-, -, 421",
        "'', -, 421",
        "localhost:PORT|localhost:PORT, -, 421",
        "localhost:PORT|evil.example, -, 421",
        "evil.example|localhost:PORT, -, 421",
        "localhost, -, 421",
        "localhost:, -, 421",
        "localhost:80, -, 421",
        "localhost:0PORT, -, 421",
        "localhost:PORTx, -, 421",
        "localhost.:PORT, -, 421",
        "localhost.evil.example:PORT, -, 421",
        "evil.localhost:PORT, -, 421",
        "user@localhost:PORT, -, 421",
        "localhost:PORT@evil.example, -, 421",
        "localhost:PORT/, -, 421",
        "localhost:PORT?, -, 421",
        "x/?localhost:PORT, -, 421",
        "127.0.0.1.nip.io:PORT, -, 421",
        "127.1:PORT, -, 421",
        "0x7f.0.0.1:PORT, -, 421",
        "2130706433:PORT, -, 421",
        "0.0.0.0:PORT, -, 421",
        "127.0.0.2:PORT, -, 421",
        "::1:PORT, -, 421",
        "[::]:PORT, -, 421",
        "[0:0:0:0:0:0:0:1]:PORT, -, 421",
        "[::ffff:127.0.0.1]:PORT, -, 421",
        "evil.example:PORT, http://localhost:PORT, 421",
        "localhost:PORT, null, 403",
        "localhost:PORT, '', 403",
        "localhost:PORT, http://localhost, 403",
        "localhost:PORT, https://localhost:PORT, 403",
        "localhost:PORT, http://localhost:PORT/, 403",
        "localhost:PORT, http://localhost.:PORT, 403",
        "localhost:PORT, http://localhost:PORT.evil.example, 403",
        "localhost:PORT, http://localhost.evil.example:PORT, 403",
        "localhost:PORT, http://evil.example, 403",
        "localhost:PORT, http://user@localhost:PORT, 403",
        "localhost:PORT, http://localhost:PORT@evil.example, 403",
        "localhost:PORT, localhost:PORT, 403",
        "localhost:PORT, //localhost:PORT, 403",
        "localhost:PORT, file://, 403",
        "localhost:PORT, *, 403",
        "localhost:PORT, http://localhost:PORT|http://localhost:PORT, 403",
        "localhost:PORT, http://localhost:PORT|http://evil.example, 403",
        "localhost:PORT, http://evil.example|http://localhost:PORT, 403",
        "localhost:PORT, https://console.example.com, 403"
    })
    void withoutConfiguredHostsOnlyThisMachineIsOurs(String hosts, String origins, int status) {
        assertAnswered(SERVERS, modern(MODERN), hosts, origins, status);
        assertAnswered(SERVERS, legacy(), hosts, origins, status);
    }

    @ParameterizedTest
    @CsvSource({
        "tools.example.com, -, 200",
        "TOOLS.example.com, https://console.example.com, 200",
        "10.0.0.7:8090, HTTPS://CONSOLE.EXAMPLE.COM, 200",
        "-, -, 421",
        "tools.example.com|tools.example.com, -, 421",
        "tools.example.com., -, 421",
        "tools.example.com:443, -, 421",
        "tools.example.com.evil.example, -, 421",
        "eviltools.example.com, -, 421",
        "localhost:PORT, -, 421",
        "127.0.0.1:PORT, -, 421",
        "10.0.0.7, -, 421",
        "tools.example.com, null, 403",
        "tools.example.com, https://tools.example.com, 403",
        "tools.example.com, http://console.example.com, 403",
        "tools.example.com, https://console.example.com:443, 403",
        "tools.example.com, https://evilconsole.example.com, 403",
        "tools.example.com, http://localhost:PORT, 403"
    })
    void configuredHostsAloneAreOurs(String hosts, String origins, int status) {
        assertAnswered(CONFIGURED, modern(ELSEWHERE), hosts, origins, status);
    }

    @Test
    void withoutConfiguredOriginsNoPageIsToldThatItMayRead() {
        var own = "http://localhost:" + SERVERS.port();

        for (var method : List.of("OPTIONS", "POST", "GET", "DELETE", "HEAD")) {
            for (var path : List.of("/mcp/yard", "/.well-known/oauth-protected-resource/mcp/yard", "/nowhere")) {
                var head = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + SERVERS.port() + "\r\nOrigin: " + own
                        + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\nContent-Length: 0\r\n\r\n";
                assertThat(answered(SERVERS, head)).doesNotContainIgnoringCase("access-control");
            }
        }
    }

    private static void assertAnswered(TestServers servers, Sender sender, String hosts, String origins, int status) {
        var head = new StringBuilder("POST /mcp/yard HTTP/1.1\r\n");
        written(hosts, servers).forEach(host -> head.append("Host: ").append(host).append("\r\n"));
        written(origins, servers).forEach(origin -> head.append("Origin: ").append(origin).append("\r\n"));
        head.append(sender.headers()).append("Content-Length: ").append(sender.body().length()).append("\r\n\r\n");

        var answered = answered(servers, status == 200 ? head + sender.body() : head.toString());

        assertThat(answered).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answered.contains("Access-Control-Allow-Origin")).isEqualTo(status == 200 && servers == CONFIGURED && !origins.equals("-"));
        assertThat(answered).doesNotContainIgnoringCase("access-control-allow-credentials");
        assertThat(answered.contains("\nWWW-Authenticate:")).isFalse();
    }

    /// The head of the answer.
    private static String answered(TestServers servers, String sent) {
        try (var connection = RawConnection.to(servers.port())) {
            connection.write(sent);
            var head = connection.head();
            return head == null ? "nothing" : head;
        }
    }

    private record Sender(String headers, String body) {}

    private static Sender modern(Modern caller) {
        var request = caller.ask("tools/list", "{}").request();
        return new Sender(String.join("\r\n", request.headers()) + "\r\n", request.body());
    }

    private static Sender legacy() {
        var request = LEGACY.request("1", "ping", "{}");
        return new Sender(String.join("\r\n", request.headers()) + "\r\n", request.body());
    }

    private static List<String> written(String headers, TestServers servers) {
        return headers.equals("-") ? List.of() : Arrays.asList(headers.replace("PORT", String.valueOf(servers.port())).split("\\|", -1));
    }
}
