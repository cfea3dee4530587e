package signalbox.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;

/// What the browser of a page is told whose origin is configured, and that of every other page.
class CrossOriginTest {
    private static final String INSPECTOR = "http://localhost:6274";
    private static final TestServers SERVERS = TestServers.open(new McpSettings(
            "127.0.0.1", 0, Set.of(), Set.of(INSPECTOR), null, McpSettings.Limits.USUAL));
    private static final String ORIGIN = "Origin: " + INSPECTOR;

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/yard", "/mcp/yard/v1", "/mcp/nosuch", "/.well-known/oauth-protected-resource/mcp"})
    void aBrowserThatAsksLearnsWhatThePageMaySend(String path) {
        var reply = SERVERS.send(Request.of("OPTIONS", path).with(ORIGIN).with("Access-Control-Request-Method: POST").with(
                "Access-Control-Request-Headers: authorization,content-type,mcp-method, Mcp-Name,mcp-param-region,mcp-protocol-version,mcp-session-id,x-signalbox-caller,cookie"));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(INSPECTOR);
        assertThat(reply.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers"))
                .isEqualTo("authorization, content-type, mcp-method, mcp-name, mcp-param-region, mcp-protocol-version, mcp-session-id");
        assertThat(reply.header("Vary")).isEqualTo("Origin");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void everyAnswerToThePageCanBeRead() {
        var modern = Modern.of(SERVERS, "/mcp/yard", "agent:visitor");
        var json = SERVERS.send(modern.ask("tools/list", "{}").request().with(ORIGIN));
        var absent = SERVERS.send(new Modern(SERVERS, "/mcp/nosuch", modern.token()).ask("tools/list", "{}").request().with(ORIGIN));
        var unknown = SERVERS.post("/mcp/yard", "no-token", "{}", ORIGIN);
        var nowhere = SERVERS.send(Request.of("GET", "/nowhere").with(ORIGIN));
        var unfit = SERVERS.send(Request.of("PUT", "/mcp/yard").with("Authorization: Bearer " + modern.token()).with(ORIGIN));
        var tooLong = SERVERS.send(Request.of("POST", "/mcp/yard").with(ORIGIN).with(TestServers.JSON).body("x".repeat(2 << 20)));

        assertThat(new Reply[] {json, absent, unknown, nowhere, unfit, tooLong}).extracting(Reply::status)
                .containsExactly(200, 404, 401, 404, 405, 413);
        for (var reply : new Reply[] {json, absent, unknown, nowhere, unfit, tooLong}) {
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(INSPECTOR);
            assertThat(reply.header("Access-Control-Expose-Headers")).isEqualTo("Mcp-Session-Id, WWW-Authenticate, Retry-After");
        }
        try (var stream = listening()) {
            assertThat(stream.head()).contains("text/event-stream", "Access-Control-Allow-Origin: " + INSPECTOR);
        }
    }

    private static RawConnection listening() {
        var legacy = Legacy.of(SERVERS, "/mcp/yard", "agent:visitor");
        var connection = RawConnection.to(SERVERS.port());
        connection.send(Request.of("GET", "/mcp/yard").with("Authorization: Bearer " + legacy.token()).with(TestServers.ACCEPT)
                .with(legacy.session()).with(ORIGIN));
        return connection;
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:6275, 403", "https://localhost:6274, 403", "http://localhost, 403", "http://127.0.0.1:6274, 403", "null, 403",
        "*, 403", "http://localhost:6274.evil.example, 403", "http://localhost:6274/, 403"
    })
    void everyOtherPageIsTurnedAwayAsBefore(String origin, int status) {
        var preflight = SERVERS.send(Request.of("OPTIONS", "/mcp/yard").with("Origin: " + origin).with("Access-Control-Request-Method: POST"));
        var call = SERVERS.send(Modern.of(SERVERS, "/mcp/yard", "agent:visitor").ask("tools/list", "{}").request().with("Origin: " + origin));

        for (var reply : new Reply[] {preflight, call}) {
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.head()).doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    void aHostThatIsNotOursIsRefusedToThePageToo() {
        var reply = SERVERS.send(Request.of("OPTIONS", "/mcp").with("Host: evil.example").with(ORIGIN).with("Access-Control-Request-Method: POST"));

        assertThat(reply.status()).isEqualTo(421);
    }

    @Test
    void whatIsNoQuestionOfABrowserNeedsAToken() {
        assertThat(SERVERS.send(Request.of("OPTIONS", "/mcp").with(ORIGIN)).status()).isEqualTo(401);
        assertThat(SERVERS.send(Request.of("OPTIONS", "/mcp").with("Access-Control-Request-Method: POST")).status()).isEqualTo(401);
    }
}
