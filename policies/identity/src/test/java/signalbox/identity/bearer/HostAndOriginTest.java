package signalbox.identity.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.database.Database;
import signalbox.http.server.HostAndOriginRule;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;

class HostAndOriginTest {
    private static Database database;
    private static GateServer usual;
    private static GateServer configured;

    @BeforeAll
    static void start() {
        database = Database.temporary();
        database.migrate("identity");
        usual = server(new HostAndOriginRule(Set.of(), Set.of()));
        configured = server(new HostAndOriginRule(
                Set.of("Tools.example.com", "10.0.0.7:8090"), Set.of("https://Console.example.com")));
    }

    private static GateServer server(HostAndOriginRule rule) {
        var tokens = new AgentTokens(database.dataSource(), InstantSource.system(), _ -> true);
        return new GateServer(
                new BearerGate(
                        rule, Authenticator.of(tokens, InstantSource.system()),
                        new ResourceServer(IdentityPolicy.TOKENS_ONLY, null), new GateServer.Words()),
                "/v1");
    }

    @AfterAll
    static void stop() {
        usual.close();
        configured.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "localhost:PORT, -, 200",
        "LOCALHOST:PORT, -, 200",
        "127.0.0.1:PORT, -, 200",
        "[::1]:PORT, -, 200",
        "localhost:PORT, http://localhost:PORT, 200",
        "127.0.0.1:PORT, http://localhost:PORT, 200",
        "127.0.0.1:PORT, HTTP://LOCALHOST:PORT, 200",
        "127.0.0.1:PORT, http://[::1]:PORT, 200",
        "localhost, -, 421",
        "127.0.0.1, -, 421",
        "localhost:1, -, 421",
        "localhost:PORT1, -, 421",
        "localhost.:PORT, -, 421",
        "localhost.evil.example:PORT, -, 421",
        "evil.example:PORT, -, 421",
        "evil-localhost:PORT, -, 421",
        "127.0.0.1.evil.example:PORT, -, 421",
        "0.0.0.0:PORT, -, 421",
        "127.1:PORT, -, 421",
        "127.0.0.2:PORT, -, 421",
        "2130706433:PORT, -, 421",
        "[::ffff:127.0.0.1]:PORT, -, 421",
        "[::]:PORT, -, 421",
        "[0:0:0:0:0:0:0:1]:PORT, -, 421",
        "evil.example, http://localhost:PORT, 421",
        "localhost:PORT, null, 403",
        "localhost:PORT, http://evil.example, 403",
        "localhost:PORT, http://localhost, 403",
        "localhost:PORT, http://localhost:1, 403",
        "localhost:PORT, https://localhost:PORT, 403",
        "localhost:PORT, http://localhost:PORT.evil.example, 403",
        "localhost:PORT, http://localhost.evil.example:PORT, 403",
        "localhost:PORT, http://evil.example/http://localhost:PORT, 403",
        "localhost:PORT, http://localhost:PORT/, 403",
        "localhost:PORT, http://user@localhost:PORT, 403",
        "localhost:PORT, localhost:PORT, 403",
        "localhost:PORT, file://, 403",
        "localhost:PORT, *, 403",
        "localhost:PORT, http://localhost:PORT http://evil.example, 403",
        "localhost:PORT, chrome-extension://abcdef, 403",
        "localhost:PORT, '', 403"
    })
    void onLoopbackOnlyLoopbackNamesWithThePortAreOurs(String host, @Nullable String origin, int status) throws IOException {
        expect(usual, host, origin, status);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "tools.example.com, -, 200",
        "TOOLS.EXAMPLE.COM, -, 200",
        "10.0.0.7:8090, -, 200",
        "tools.example.com, https://console.example.com, 200",
        "tools.example.com:PORT, -, 421",
        "localhost:PORT, -, 421",
        "10.0.0.7, -, 421",
        "a.tools.example.com, -, 421",
        "tools.example.com.evil.example, -, 421",
        "tools.example.com, https://tools.example.com, 403",
        "tools.example.com, http://console.example.com, 403",
        "tools.example.com, https://console.example.com:444, 403",
        "tools.example.com, https://evilconsole.example.com, 403",
        "tools.example.com, http://localhost:PORT, 403",
        "tools.example.com, null, 403"
    })
    void whereHostsAreConfiguredOnlyThoseAreOurs(String host, @Nullable String origin, int status) throws IOException {
        expect(configured, host, origin, status);
    }

    @Test
    void twoHostsOrTwoOriginsAreRefused() throws IOException {
        int before = usual.reached();

        var twoHosts = usual.ask("GET /open HTTP/1.1", "Host: localhost:PORT", "Host: localhost:PORT");
        var twoOrigins = usual.ask("GET /open HTTP/1.1", "Host: localhost:PORT", "Origin: http://localhost:PORT", "Origin: http://evil.example");
        var noHost = usual.ask("GET /open HTTP/1.0");

        assertThat(GateServer.status(twoHosts)).isIn(400, 421);
        assertThat(GateServer.status(twoOrigins)).isEqualTo(403);
        assertThat(GateServer.status(noHost)).isEqualTo(421);
        assertThat(usual.reached()).isEqualTo(before);
    }

    @Test
    void anAbsoluteRequestLineDoesNotReplaceTheHost() throws IOException {
        var answer = usual.ask("GET http://localhost:PORT/open HTTP/1.1", "Host: evil.example");

        assertThat(GateServer.status(answer)).isIn(400, 421);
    }

    @Test
    void aRefusalDoesNotWaitForTheBody() throws IOException {
        var answer = usual.askWithoutTheRest("POST /open HTTP/1.1", "Host: evil.example", "Content-Length: 1000000");

        assertThat(answer).startsWith("HTTP/1.1 421").endsWith(
                "{\"refused\":421,\"text\":\"The Host header names a host that this server does not answer for.\"}");
    }

    private static void expect(GateServer server, String host, @Nullable String origin, int status) throws IOException {
        int before = server.reached();
        var lines = new ArrayList<>(List.of("GET /open HTTP/1.1", "Host: " + host));
        if (origin != null) {
            lines.add("Origin: " + origin);
        }

        var answer = server.ask(lines.toArray(String[]::new));

        assertThat(GateServer.status(answer)).isEqualTo(status);
        assertThat(server.reached() - before).isEqualTo(status == 200 ? 1 : 0);
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }
}
