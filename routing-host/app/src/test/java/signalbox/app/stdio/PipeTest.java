package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.testing.Patience;

/// What passes through the pipe, against an endpoint that says what the test wants it to say.
@SuppressWarnings("NullAway.Init") // set by JUnit before each test
class PipeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOOLS = """
            {"tools":[{"name":"move","inputSchema":{"type":"object","properties":{
              "region":{"type":"string","x-mcp-header":"Region"},"wagon":{"type":"object","properties":{
                "number":{"type":"integer","x-mcp-header":"Wagon"}}}}}}]}""";
    private static final String MOVE = "\"name\":\"move\",\"arguments\":{\"region\":\"Zürich\",\"wagon\":{\"number\":7}}";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    @TempDir
    private Path folder;

    private HeldEndpoint endpoint;
    private Talk talk;

    @BeforeEach
    void open() throws IOException {
        endpoint = new HeldEndpoint();
        talk = new Talk(endpoint::url, Talk.token(folder, "sbx_1\n"));
    }

    @AfterEach
    void close() throws IOException {
        talk.close();
        endpoint.close();
    }

    @Test
    void aModernRequestCarriesTheHeadersThatRepeatWhatItSays() throws Exception {
        talk.ask(1, "tools/list", "");
        endpoint.next().result(TOOLS);
        talk.heard();
        talk.ask(2, "tools/call", MOVE);

        var asked = endpoint.next();

        assertThat(asked.header("Authorization")).isEqualTo("Bearer sbx_1");
        assertThat(asked.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
        assertThat(asked.header("Mcp-Method")).isEqualTo("tools/call");
        assertThat(asked.header("Mcp-Name")).isEqualTo("move");
        assertThat(asked.header("Mcp-Param-Region")).isEqualTo("=?base64?WsO8cmljaA==?=");
        assertThat(asked.header("Mcp-Param-Wagon")).isEqualTo("7");
        assertThat(asked.header("Mcp-Session-Id")).isNull();
        asked.result("{\"content\":[]}");
        assertThat(talk.heard()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[]}}");
    }

    @Test
    void aCallOfAToolThatWasNotListedHereIsSentAgainAfterListing() throws Exception {
        talk.ask(1, "tools/call", MOVE);

        var first = endpoint.next();
        assertThat(first.header("Mcp-Param-Region")).isNull();
        first.reply(400, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32020,\"message\":\"no header\"}}");
        var list = endpoint.next();
        assertThat(list.method()).isEqualTo("tools/list");
        list.result(TOOLS);
        var second = endpoint.next();
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Mcp-Param-Wagon")).isEqualTo("7");
        second.result("{\"done\":true}");

        assertThat(talk.message().path("result").path("done").asBoolean()).isTrue();
    }

    @Test
    void requestsRunAtTheSameTimeAndEachIsAnswered() throws Exception {
        var asked = new ArrayList<HeldEndpoint.Asked>();
        for (int id = 1; id <= 20; id++) {
            talk.ask(id, "tools/list", "");
            asked.add(endpoint.next());
        }

        for (int id = 20; id >= 1; id--) {
            asked.get(id - 1).result("{\"number\":" + id + "}");
            var heard = talk.message();
            assertThat(heard.path("id")).isEqualTo(heard.path("result").path("number"));
            assertThat(heard.path("id").asInt()).isEqualTo(id);
        }
    }

    @Test
    void whatAStreamBringsComesLineByLineAndItsAnswerEndsIt() throws Exception {
        talk.ask(1, "tools/list", "");
        var asked = endpoint.next().stream();

        asked.send(": hello\n\nid: 1\ndata:\n\ndata: {\"jsonrpc\":\"2.0\",\ndata: \"method\":\"notifications/message\"}\n\n");
        asked.send("event: message\r\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\r\n\r\n");

        assertThat(talk.heard()).isEqualTo("{\"jsonrpc\":\"2.0\", \"method\":\"notifications/message\"}");
        assertThat(talk.heard()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    @Test
    void anEventWithoutEndIsGivenUp() throws Exception {
        talk.ask(1, "tools/list", "");

        endpoint.next().stream().send("data: " + "a".repeat(17 << 20));

        assertThat(talk.message().path("error").path("message").asString())
                .isEqualTo("The MCP servers sent too much: the answer is larger than 16777216 bytes.");
    }

    @Test
    void aCancelledRequestIsClosedAndNothingMoreIsSaidOfIt() throws Exception {
        talk.ask(1, "tools/list", "");
        var asked = endpoint.next().stream();
        asked.send("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n");
        talk.heard();

        talk.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

        // An answer that came before the cancellation would be passed on.
        Patience.until(SOON, () -> !asked.send(": still working\n\n"));
        talk.ask(2, "tools/list", "");
        endpoint.next().result("{}");
        assertThat(talk.message().path("id").asInt()).isEqualTo(2);
        assertThat(talk.told()).isEmpty();
    }

    @Test
    void aSessionIsKeptAndBothSidesMayAskInIt() throws Exception {
        talk.say(INITIALIZE);
        var opening = endpoint.next();
        assertThat(opening.header("MCP-Protocol-Version")).isNull();
        opening.with("Mcp-Session-Id", "s1").result("{\"protocolVersion\":\"2025-06-18\"}");
        assertThat(talk.message().path("result").path("protocolVersion").asString()).isEqualTo("2025-06-18");

        talk.say(INITIALIZED);
        endpoint.next().reply(202, "");
        var listening = endpoint.next().stream();
        assertThat(listening.http()).isEqualTo("GET");
        assertThat(listening.header("Mcp-Session-Id")).isEqualTo("s1");
        assertThat(listening.header("MCP-Protocol-Version")).isEqualTo("2025-06-18");
        listening.send("data: {\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"roots/list\"}\n\n");
        assertThat(talk.message().path("method").asString()).isEqualTo("roots/list");

        talk.say("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"roots\":[]}}");
        var answered = endpoint.next();
        assertThat(answered.header("Mcp-Session-Id")).isEqualTo("s1");
        assertThat(answered.message().path("result").path("roots").isArray()).isTrue();
        answered.reply(202, "");

        var ending = Thread.startVirtualThread(() -> {
            try {
                talk.end(Duration.ZERO);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var goodbye = endpoint.next();
        assertThat(goodbye.http()).isEqualTo("DELETE");
        assertThat(goodbye.header("Mcp-Session-Id")).isEqualTo("s1");
        goodbye.reply(200, "");
        ending.join();
    }

    @Test
    void aSessionThatTheServerHasLostIsOpenedAgain() throws Exception {
        talk.say(INITIALIZE);
        endpoint.next().with("Mcp-Session-Id", "s1").result("{\"protocolVersion\":\"2025-11-25\"}");
        talk.heard();

        talk.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        endpoint.next().reply(404, "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32001,\"message\":\"no session\"}}");
        var again = endpoint.next();
        assertThat(again.text()).isEqualTo(INITIALIZE);
        again.with("Mcp-Session-Id", "s2").result("{\"protocolVersion\":\"2025-11-25\"}");
        var initialized = endpoint.next();
        assertThat(initialized.method()).isEqualTo("notifications/initialized");
        initialized.reply(202, "");
        var repeated = endpoint.next();
        assertThat(repeated.header("Mcp-Session-Id")).isEqualTo("s2");
        repeated.result("{\"tools\":[]}");

        assertThat(talk.message().path("id").asInt()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsCutOffIsAnErrorForWhoeverWaits() throws Exception {
        talk.ask(1, "tools/list", "");
        var asked = endpoint.next().stream();
        asked.send("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"resu");
        asked.end();

        var heard = talk.message();

        assertThat(heard.path("id").asInt()).isEqualTo(1);
        assertThat(heard.path("error").path("message").asString())
                .isEqualTo("The MCP servers ended an answer before it was complete.");
        assertThat(talk.told()).isEqualTo("signalbox: the MCP servers ended an answer before it was complete\n");
    }

    @ParameterizedTest
    @CsvSource({"500, <html>, HTTP 500", "502, '', HTTP 502", "200, '', HTTP 200", "202, '', HTTP 202", "200, [1], HTTP 200"})
    void anAnswerThatIsNoMessageIsAnErrorForWhoeverWaits(int status, String body, String words) throws Exception {
        talk.ask(1, "tools/list", "");
        endpoint.next().reply(status, body);

        var heard = talk.message();

        assertThat(heard.path("id").asInt()).isEqualTo(1);
        assertThat(heard.path("error").path("message").asString()).isEqualTo("The MCP servers answered " + words + " without a message.");
    }

    @Test
    void anErrorOfTheHttpLayerGetsTheIdOfItsRequest() throws Exception {
        talk.ask(7, "tools/list", "");
        endpoint.next().reply(413, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"too long\"}}");

        assertThat(talk.heard()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32600,\"message\":\"too long\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no json | -32700", "{\"jsonrpc\":\"2.0\" | -32700", "{\"a\":1,\"a\":2} | -32700", "[] | -32600", "5 | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"a\"} | -32600", "{\"id\":1,\"method\":\"a\"} | -32600"
    })
    void aLineThatIsNoMessageIsAnsweredAndTheNextOneIsRead(String line, int code) throws Exception {
        talk.say(line);
        talk.ask(2, "tools/list", "");

        assertThat(talk.message().path("error").path("code").asInt()).isEqualTo(code);
        endpoint.next().result("{}");
        assertThat(talk.message().path("id").asInt()).isEqualTo(2);
    }

    @Test
    void whoStillWaitsWhenTheInputEndsIsToldSoButNotASubscriber() throws Exception {
        talk.ask(1, "subscriptions/listen", "\"notifications\":{}");
        endpoint.next().stream();
        talk.ask(2, "tools/list", "");
        endpoint.next();

        talk.end(Duration.ofMillis(100));

        var heard = talk.message();
        assertThat(heard.path("id").asInt()).isEqualTo(2);
        assertThat(heard.path("error").path("message").asString()).isEqualTo("The input ended before the answer was there.");
    }

    @Test
    void whatIsUnderWayWhenTheInputEndsIsWaitedFor() throws Exception {
        talk.ask(1, "tools/list", "");
        var asked = endpoint.next();
        var answering = Thread.startVirtualThread(() -> {
            try {
                asked.result("{\"late\":true}");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        talk.end(SOON);

        answering.join();
        assertThat(talk.message().path("result").path("late").asBoolean()).isTrue();
    }
}
