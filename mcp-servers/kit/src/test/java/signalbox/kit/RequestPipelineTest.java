package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/// Who and what is turned away before any tool is reached, and in which words.
class RequestPipelineTest {
    private static final TestServers SERVERS = TestServers.open();
    private static final String VISITOR = SERVERS.token("agent:visitor");
    private static final String SESSION = SERVERS.session("/mcp/yard", VISITOR);
    private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/mcp//", "//mcp", "/mcp//yard", "/anything/mcp", "/foo/mcp/yard", "/mcp;a=b", "/mcp/yard;v1", "/%6dcp",
        "/mcp/yard/%2e%2e", "/mcp/%2e", "/mcp/yard/v01", "/mcp/yard/v1//", "/mcp/yard//", "/mcp/yard/1", "/mcp/Yard", "/mcp/a__b",
        "/mcp/yard/v1/x", "/MCP", "/mcp/..", "/actuator/health", "/error", "/mcp%2fyard"
    })
    void onlyTheExactPathOfAnEndpointIsOne(String path) {
        var reply = SERVERS.post(path, VISITOR, PING, SESSION);

        assertThat(reply.status()).isIn(400, 404);
        assertClean(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/yard/", "/mcp/yard"})
    void oneSlashAtTheEndChangesNothing(String path) {
        assertThat(SERVERS.post(path, VISITOR, PING, SESSION).status()).isEqualTo(200);
        assertThat(Modern.of(SERVERS, path, "agent:visitor").list().body())
                .isEqualTo(Modern.of(SERVERS, "/mcp/yard", "agent:visitor").list().body());
        assertThat(Modern.of(SERVERS, "/mcp/", "agent:visitor").list().body())
                .isEqualTo(Modern.of(SERVERS, "/mcp", "agent:visitor").list().body());
        assertThat(Modern.of(SERVERS, "/mcp/yard/v1/", "agent:visitor").list().body())
                .isEqualTo(Modern.of(SERVERS, "/mcp/yard/v1", "agent:visitor").list().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: application/json", "Accept: */*"})
    void aClientThatNamesNoTypeOrJsonAloneIsAnsweredWithJson(String accept) {
        var session = Request.of("POST", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(TestServers.JSON).with(SESSION).body(PING);
        var list = Modern.of(SERVERS, "/mcp/yard", "agent:visitor").ask("tools/list", "{}").accepting(accept);

        for (var request : new Request[] {accept.isEmpty() ? session : session.with(accept), list}) {
            var reply = SERVERS.send(request);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.json().has("result")).isTrue();
        }
    }

    @Test
    void aClientThatTakesJsonAloneIsSentNothingBeforeItsAnswer() {
        var token = JsonMapper.shared().getNodeFactory().stringNode("p");
        var modern = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");
        var legacy = Legacy.of(SERVERS, "/mcp/shed", "agent:shedder");
        var report = "{\"name\": \"report\", \"arguments\": {\"times\": 2}, \"_meta\": {\"progressToken\": \"p\"}}";

        var answers = new Reply[] {
            SERVERS.send(modern.calling("report", "{\"times\": 2}").meta("progressToken", token).accepting("Accept: application/json")),
            SERVERS.send(legacy.request("7", "tools/call", report).without("Accept").with("Accept: application/json"))
        };

        for (var reply : answers) {
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.json().at("/result/content/0/text").asString("")).isEqualTo("reported 2");
        }
        var asking = Legacy.capable(SERVERS, "/mcp/shed", "agent:shedder").calling("7", "ask", "{\"mark\": \"json-alone\", \"of\": \"person\"}");
        assertThat(SERVERS.send(asking.without("Accept").with("Accept: application/json")).body()).contains("This needs a client that can do");
        var listening = SERVERS.send(modern.ask("subscriptions/listen", "{\"notifications\": {}}").accepting("Accept: application/json"));
        assertThat(listening.status()).isEqualTo(406);
        assertThat(listening.json().path("id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: text/event-stream"})
    void withoutAnAcceptHeaderAClientCanListen(String accept) {
        var listening = Request.of("GET", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(SESSION);
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.send(accept.isEmpty() ? listening : listening.with(accept));

            assertThat(connection.head()).contains("200", "text/event-stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost", "127.0.0.1:1", "", "x/?", "[::1]:1"})
    void aHostThatIsNotOursIsRefusedBeforeTheToken(String host) {
        var reply = SERVERS.send(Request.of("POST", "/mcp").with("Host: " + host).with(TestServers.JSON).with(TestServers.ACCEPT).body(PING));

        assertThat(reply.status()).isIn(400, 403, 421);
        assertThat(reply.header("WWW-Authenticate")).isNull();
        assertClean(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "https://localhost.evil.example", "http://localhost:1", "file://"})
    void aPageFromElsewhereIsRefused(String origin) {
        var reply = SERVERS.post("/mcp/yard", VISITOR, PING, SESSION, "Origin: " + origin);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.head()).doesNotContainIgnoringCase("access-control");
    }

    @Test
    void aPageOfOurOwnMayCall() {
        var reply = SERVERS.post("/mcp/yard", VISITOR, PING, SESSION, "Origin: http://LOCALHOST:" + SERVERS.port());

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/yard", "/mcp/yard/v1", "/mcp/nosuch"})
    void nothingIsOpenWithoutAToken(String path) {
        for (var method : new String[] {"GET", "POST", "DELETE", "OPTIONS", "PUT"}) {
            var reply = SERVERS.send(Request.of(method, path).with(TestServers.JSON).with(TestServers.ACCEPT).body(PING));

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
            assertClean(reply);
        }
    }

    @Test
    void aTokenRevokedInTheMiddleOfASessionEndsIt() {
        var token = SERVERS.token("agent:visitor");
        var session = SERVERS.session("/mcp/yard", token);
        var before = SERVERS.post("/mcp/yard", token, PING, session);
        SERVERS.tokens.revoke(SERVERS.principal(token).credential().id());

        var after = SERVERS.post("/mcp/yard", token, PING, session);

        assertThat(before.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(401);
    }

    @Test
    void anotherPrincipalsSessionLooksLikeAnUnknownOne() {
        var stranger = SERVERS.token("agent:stranger");

        var swapped = SERVERS.post("/mcp/yard", stranger, PING, SESSION);
        var elsewhere = SERVERS.post("/mcp", VISITOR, PING, SESSION);
        var unknown = SERVERS.post("/mcp/yard", stranger, PING, "Mcp-Session-Id: 0c2f7a38-0000-0000-0000-000000000000");
        var stream = SERVERS.send(Request.of("GET", "/mcp/yard").with("Authorization: Bearer " + stranger).with(TestServers.ACCEPT).with(SESSION));
        var ended = SERVERS.send(Request.of("DELETE", "/mcp/yard").with("Authorization: Bearer " + stranger).with(SESSION));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(swapped.status()).isEqualTo(404);
        assertThat(swapped.body()).isEqualTo(unknown.body());
        assertThat(elsewhere.body()).isEqualTo(unknown.body());
        assertThat(stream.status()).isEqualTo(404);
        assertThat(ended.status()).isEqualTo(404);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, PING, SESSION).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWhenItsHolderSaysSo() {
        var session = SERVERS.session("/mcp/yard", VISITOR);

        var ended = SERVERS.send(Request.of("DELETE", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(session));
        var after = SERVERS.post("/mcp/yard", VISITOR, PING, session);

        assertThat(ended.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(404);
    }

    @Test
    void onePrincipalHasABoundedNumberOfSessions() {
        try (var small = TestServers.open(new McpSettings.Limits(1 << 20, Duration.ofSeconds(5), Duration.ofMinutes(5), 2, 2, 100))) {
            var token = small.token("agent:visitor");
            small.session("/mcp", token);
            small.session("/mcp", token);

            var third = small.post("/mcp", token, INITIALIZE);

            assertThat(third.status()).isEqualTo(429);
            assertThat(small.session("/mcp", small.token("agent:stranger"))).startsWith("Mcp-Session-Id: ");
        }
    }

    @Test
    void onePrincipalHasABoundedNumberOfStreams() {
        try (var small = TestServers.open(new McpSettings.Limits(1 << 20, Duration.ofSeconds(5), Duration.ofMinutes(5), 9, 2, 100))) {
            var modern = Modern.of(small, "/mcp/shed", "agent:shedder");
            var listen = modern.ask("subscriptions/listen", "{\"notifications\": {\"toolsListChanged\": true}}");
            var legacy = Legacy.of(small, "/mcp/shed", "agent:shedder");

            try (var first = RawConnection.to(small.port()); var _ = legacy.listening()) {
                first.send(listen.request());
                first.head();
                var third = listen.reply();
                var fourth = small.send(Request.of("GET", "/mcp/shed").with("Authorization: Bearer " + legacy.token()).with(TestServers.ACCEPT).with(legacy.session()));

                assertThat(third.status()).isEqualTo(429);
                assertThat(third.json().path("id").asInt()).isEqualTo(7);
                assertThat(third.json().at("/error/message").asString(""))
                        .isEqualTo("Too many open event streams: 2 of one principal at most. Close some, or listen for more on one.");
                assertThat(fourth.status()).isEqualTo(429);
                assertListens(small, Modern.of(small, "/mcp/shed", "agent:insider"));
            }
            Patience.until(Duration.ofSeconds(5), () -> listens(small, modern));
        }
    }

    private static void assertListens(TestServers servers, Modern caller) {
        assertThat(listens(servers, caller)).isTrue();
    }

    private static boolean listens(TestServers servers, Modern caller) {
        try (var connection = RawConnection.to(servers.port())) {
            connection.send(caller.ask("subscriptions/listen", "{\"notifications\": {\"toolsListChanged\": true}}").request());
            return String.valueOf(connection.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    private static final String INITIALIZE = """
            {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
             "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""";

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "nul", "{", "[]", "[1]", "1", "\"text\"", "null", "{}", "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1}", "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 5}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"Method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"ping\"}", "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}", "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": []}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"method\": \"tools/list\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"} {}", "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"n\": 1e999999999}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"n\": NaN}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"t\": \"\\ud800\"}}",
        "\uFEFF{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": {}}"
    })
    void whatIsNoMessageIsRefusedAsBadRequest(String body) {
        var reply = SERVERS.post("/mcp/yard", VISITOR, body, SESSION);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("message").asString("")).isNotEmpty();
        assertClean(reply);
    }

    @Test
    void aMessageTooDeepTooLargeOrNotTextIsRefused() {
        var deep = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        var number = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {\"a\": " + "9".repeat(100_000) + "}}";
        var large = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + "x".repeat(1 << 20) + "\"}";
        var request = Request.of("POST", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(TestServers.JSON).with(TestServers.ACCEPT).with(SESSION);

        assertThat(SERVERS.post("/mcp/yard", VISITOR, deep, SESSION).status()).isEqualTo(400);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, number, SESSION).status()).isEqualTo(400);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, large, SESSION).status()).isEqualTo(413);
        assertThat(SERVERS.send(request.body(new byte[] {'"', (byte) 0xC3, '"'})).status()).isEqualTo(400);
        assertThat(SERVERS.send(request.body(PING.getBytes(StandardCharsets.UTF_16))).status()).isEqualTo(400);
    }

    @Test
    void whatTheProtocolAsksOfHeadersIsChecked() {
        var bearer = "Authorization: Bearer " + VISITOR;

        assertThat(SERVERS.send(Request.of("POST", "/mcp/yard").with(bearer).with(SESSION).with(TestServers.ACCEPT).with("Content-Type: text/plain").body(PING)).status()).isEqualTo(415);
        assertThat(SERVERS.send(Request.of("POST", "/mcp/yard").with(bearer).with(SESSION).with(TestServers.JSON).with("Accept: text/html").body(PING)).status()).isEqualTo(406);
        assertThat(SERVERS.send(Request.of("PUT", "/mcp/yard").with(bearer).with(SESSION).with(TestServers.JSON).with(TestServers.ACCEPT).body(PING)).status()).isEqualTo(405);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, PING).status()).isEqualTo(400);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, PING, SESSION, "MCP-Protocol-Version: 2026-07-28").status()).isEqualTo(400);
        assertThat(SERVERS.post("/mcp/yard", VISITOR, PING, SESSION, "MCP-Protocol-Version: 2025-06-18").status()).isEqualTo(200);
    }

    @Test
    void aRefusalOfTheCallerAnswersTheRequestThatCouldNotBeRead() {
        var reply = SERVERS.post("/mcp/yard", VISITOR, "{\"jsonrpc\": \"2.0\", \"id\": 41, \"method\": 5}", "X-Signalbox-Caller: x");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().path("id").asInt()).isEqualTo(41);
    }

    @Test
    void anUnknownMethodIsToldApartFromAKnownOne() {
        var reply = SERVERS.post("/mcp/yard", VISITOR, "{\"jsonrpc\": \"2.0\", \"id\": \"a\", \"method\": \"server/discover\"}", SESSION);

        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(reply.json().path("id").asString("")).isEqualTo("a");
        assertClean(reply);
    }

    private static void assertClean(Reply reply) {
        assertThat(reply.body().toLowerCase(Locale.ROOT))
                .doesNotContain("exception", "java", "signalbox.", "stack", "tomcat", "apache", "jackson");
    }
}
