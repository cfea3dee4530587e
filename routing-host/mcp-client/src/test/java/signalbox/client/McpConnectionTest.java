package signalbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.Challenge;
import signalbox.client.exchange.Content;
import signalbox.client.exchange.Question;
import signalbox.client.exchange.Reply;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.Respondent;
import signalbox.client.exchange.ServerTool;
import signalbox.client.exchange.ToolCall;
import signalbox.client.exchange.ToolListing;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;
import signalbox.testing.Patience;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class McpConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GET = "{\"name\": \"get\", \"inputSchema\": {\"type\": \"object\"}}";
    private static final ServerTool TOOL =
            new ServerTool("get", (ObjectNode) JsonMapper.shared().readTree(GET), List.of());

    private final McpClient client = new McpClient(new OutgoingHttp());

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"result": {"supportedVersions": ["2026-07-28"]}}                          | modern
            200 | {"result": {"supportedVersions": ["2027-01-01", "2026-07-28"]}}            | modern
            200 | {"result": {"supportedVersions": ["2025-11-25"]}}                          | legacy
            200 | {"result": {"supportedVersions": ["2030-01-01"]}}                          | neither
            200 | {"result": {}}                                                             | legacy
            400 | {"error": {"code": -32022, "message": "m", "data": {"supported": ["2025-11-25"]}}} | legacy
            400 | {"error": {"code": -32022, "message": "m", "data": {"supported": ["2030-01-01"]}}} | neither
            400 | {"error": {"code": -32022, "message": "m"}}                                | neither
            400 | {"error": {"code": -32020, "message": "m"}}                                | neither
            400 | {"error": {"code": -32021, "message": "m"}}                                | neither
            400 | {"error": {"code": -32600, "message": "m"}}                                | legacy
            404 | {"error": {"code": -32601, "message": "m"}}                                | legacy
            200 | {"error": {"code": -32601, "message": "m"}}                                | legacy
            400 | nonsense                                                                   | legacy
            405 | nonsense                                                                   | legacy
            500 | nonsense                                                                   | legacy
            """)
    void onlyAModernAnswerMakesAServerModern(int status, String answer, String era) {
        var methods = new ArrayList<String>();
        try (var server = new ScriptedHttp(seen -> {
            JsonNode request = JsonMapper.shared().readTree(seen.body());
            methods.add(request.path("method").asString());
            return request.path("method").asString().equals("server/discover")
                    ? Answer.of(status, answer.startsWith("{") ? "application/json" : "text/html", completed(request, answer))
                    : Answer.of(500, "text/plain", "");
        })) {
            to(server).tools(errand());

            assertThat(methods.stream().skip(1).findFirst().orElse("")).isEqualTo(switch (era) {
                case "modern" -> "tools/list";
                case "legacy" -> "initialize";
                default -> "";
            });
        }
    }

    @Test
    void aServerIsProbedOnceForAllItsCallers() {
        try (var server = new ScriptedMcp().tool(GET)) {
            to(server).tools(errand());
            to(server).tools(errand());

            assertThat(server.requests("server/discover")).hasSize(1);
            assertThat(server.requests("tools/list")).hasSize(2);
        }
    }

    @Test
    void aFreshListIsNotAskedForAgain() {
        try (var server = new ScriptedMcp().tool(GET).listing("\"ttlMs\": 60000, \"cacheScope\": \"private\"")) {
            var connection = to(server);
            connection.tools(errand());
            connection.tools(errand());

            assertThat(server.requests("tools/list")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"private, 2", "public, 1", "nonsense, 2"})
    void aPrivateListIsShownToNobodyElse(String scope, int lists) {
        try (var server = new ScriptedMcp().tool(GET).listing("\"ttlMs\": 60000, \"cacheScope\": \"" + scope + "\"")) {
            to(server).tools(RequestContext.of(as("ada"), soon()));
            to(server).tools(RequestContext.of(as("bob"), soon()));

            assertThat(server.requests("tools/list")).hasSize(lists);
        }
    }

    @Test
    void aListThatChangesHandsWithItsTokenIsAskedForAnew() {
        try (var server = new ScriptedMcp().tool(GET).listing("\"ttlMs\": 60000, \"cacheScope\": \"private\"")) {
            var connection = to(server);
            connection.tools(RequestContext.of(as("token 1"), soon()));
            connection.tools(RequestContext.of(as("token 2"), soon()));

            assertThat(server.requests("tools/list")).hasSize(2);
        }
    }

    @Test
    void pagesAreAskedForUntilThereIsNoCursorAndNeverForEver() {
        var pages = new AtomicInteger();
        try (var server = new ScriptedHttp(seen -> {
            JsonNode request = JsonMapper.shared().readTree(seen.body());
            if (request.path("method").asString().equals("server/discover")) {
                return ScriptedMcp.result(request, "{\"supportedVersions\": [\"2026-07-28\"]}");
            }
            return ScriptedMcp.result(request, "{\"tools\": [{\"name\": \"t" + pages.getAndIncrement()
                    + "\", \"inputSchema\": {}}], \"nextCursor\": \"\"}");
        })) {
            var listing = to(server).tools(errand());

            assertThat(listing).isInstanceOfSatisfying(ToolListing.Tools.class, found -> assertThat(found.tools()).hasSize(100));
            assertThat(pages).hasValue(100);
        }
    }

    @Test
    void aToolThatNoClientMayUseIsLeftOutAndTakesNoOtherWithIt() {
        try (var server = new ScriptedMcp()
                .tool(GET)
                .tool("{\"name\": \"bad\", \"inputSchema\": {\"properties\": {\"a\": {\"type\": \"number\", \"x-mcp-header\": \"A\"}}}}")
                .tool(GET)
                .tool("{\"inputSchema\": {}}")) {
            var listing = (ToolListing.Tools) to(server).tools(errand());

            assertThat(listing.tools()).extracting(ServerTool::name).containsExactly("get");
            assertThat(listing.dropped()).extracting(ToolListing.Dropped::tool).containsExactly("bad", "get", "");
        }
    }

    @Test
    void aQuestionIsAnsweredOnARetryThatEchoesTheStateByteForByte() {
        var state = "{\"a\": 1}\\u0000 ü\\ud83d\\ude00";
        try (var server = new ScriptedMcp().calls((request, _) -> request.path("params").has("inputResponses")
                ? ScriptedMcp.text(request, "done")
                : ScriptedMcp.result(request, """
                        {"resultType": "input_required", "requestState": "%s", "inputRequests": {
                          "size": {"method": "elicitation/create", "params": {"message": "Which size?", "requestedSchema":
                            {"type": "object", "properties": {"size": {"type": "string", "enum": ["s", "l"]},
                             "gift": {"type": "boolean", "default": false}}, "required": ["size"]}}},
                          "poem": {"method": "sampling/createMessage", "params": {}}}}"""
                        .formatted(state.replace("\"", "\\\""))))) {
            var asked = new ArrayList<Question>();

            var answer = call(server, new Answering(asked, new Reply.Accept(json("{\"size\": \"l\"}"))));

            assertThat(said(answer)).isEqualTo("done");
            assertThat(asked).singleElement().extracting(Question::message).isEqualTo("Which size?");
            var calls = server.requests("tools/call");
            assertThat(calls.get(0).path("id")).isNotEqualTo(calls.get(1).path("id"));
            assertThat(calls.get(1).at("/params/requestState").asString()).isEqualTo("{\"a\": 1}\u0000 ü😀");
            assertThat(calls.get(1).at("/params/inputResponses/size").toString())
                    .isEqualTo("{\"action\":\"accept\",\"content\":{\"size\":\"l\",\"gift\":false}}");
            assertThat(calls.get(1).at("/params/inputResponses/poem/action").asString()).isEqualTo("decline");
        }
    }

    @Test
    void anAnswerThatDoesNotFitIsNotSent() {
        try (var server = asking("{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\"}}}")) {
            call(server, new Answering(new ArrayList<>(), new Reply.Accept(json("{\"n\": \"seven\"}"))));

            assertThat(server.requests("tools/call").get(1).at("/params/inputResponses/q").toString())
                    .isEqualTo("{\"action\":\"cancel\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"object\"}}}",
        "{\"type\": \"object\", \"properties\": {\"n\": {\"$ref\": \"https://evil.example/schema\"}}}",
        "{\"type\": \"array\"}", "{}"})
    void aQuestionThatNoFormCanShowIsCancelledUnasked(String schema) {
        try (var server = asking(schema)) {
            var asked = new ArrayList<Question>();

            call(server, new Answering(asked, new Reply.Accept(json("{}"))));

            assertThat(asked).isEmpty();
            assertThat(server.requests("tools/call").get(1).at("/params/inputResponses/q/action").asString()).isEqualTo("cancel");
        }
    }

    @Test
    void whoCannotBeAskedDeclaresNothingAndDeclinesAllTheSame() {
        try (var server = asking("{\"type\": \"object\", \"properties\": {}}")) {
            call(server, Respondent.NOBODY);

            var calls = server.requests("tools/call");
            assertThat(calls.get(0).at("/params/_meta/io.modelcontextprotocol~1clientCapabilities").toString()).isEqualTo("{}");
            assertThat(calls.get(1).at("/params/inputResponses/q/action").asString()).isEqualTo("decline");
        }
    }

    @Test
    void aServerThatNeverStopsAskingIsLeft() {
        try (var server = new ScriptedMcp().calls((request, _) -> ScriptedMcp.result(request, """
                {"resultType": "input_required", "inputRequests": {"q": {"method": "roots/list"}}}"""))) {
            assertThat(call(server, Respondent.NOBODY)).isEqualTo(new CallToolResult.Lost("it wanted more 10 times"));
            assertThat(server.requests("tools/call")).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"resultType": "task"}           | its result is of a type that is not known here
            {"resultType": "input_required"} | it wants more, and does not say what
            """)
    void aResultOfAnotherTypeIsNone(String result, String reason) {
        try (var server = new ScriptedMcp().calls((request, _) -> ScriptedMcp.result(request, result))) {
            assertThat(call(server, Respondent.NOBODY)).isEqualTo(new CallToolResult.Lost(reason));
        }
    }

    @Test
    void whatComesBeforeTheAnswerOnItsStreamIsPassedOver() {
        try (var server = new ScriptedMcp().calls((request, _) -> Answer.events(out -> {
            out.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                    + "{\"progressToken\":\"t\",\"progress\":1}}"));
            out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"id\":\"other\",\"result\":{}}"));
            out.write(ScriptedMcp.event(ScriptedMcp.message(request, json("{\"content\": []}"))));
        }))) {
            assertThat(call(server, Respondent.NOBODY)).isInstanceOf(CallToolResult.Finished.class);
            assertThat(server.requests("tools/call").getFirst().at("/params/_meta").has("progressToken")).isFalse();
        }
    }

    @Test
    void anAnswerIsTakenThoughItsStreamStaysOpen() {
        try (var server = new ScriptedMcp().calls((request, _) -> Answer.events(out -> {
            out.write(ScriptedMcp.event(ScriptedMcp.message(request, json("{\"content\": []}"))));
            out.flush();
            Thread.sleep(60_000);
        }))) {
            long start = System.nanoTime();

            assertThat(call(server, Respondent.NOBODY)).isInstanceOf(CallToolResult.Finished.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void whoStopsWaitingClosesTheStream() throws InterruptedException {
        var broken = new CountDownLatch(1);
        try (var server = new ScriptedMcp().calls((_, _) -> Answer.events(out -> {
            try {
                while (true) {
                    out.write(": still working\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    Thread.sleep(20);
                }
            } catch (IOException e) {
                broken.countDown();
                throw e;
            }
        }))) {
            var connection = to(server);
            connection.tools(errand());
            var caller = Thread.startVirtualThread(() -> connection.call(called("{}"), errand()));
            Patience.until(SOON, () -> !server.requests("tools/call").isEmpty());

            caller.interrupt();

            assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
            caller.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "events", "deep", "twice", "not an object", "cut"})
    void anAnswerBeyondTheBoundsIsNone(String kind) {
        try (var server = new ScriptedMcp().calls((request, _) -> switch (kind) {
            case "json" -> Answer.json("{\"x\": \"" + "a".repeat(17 << 20) + "\"}");
            case "events" -> Answer.events(out -> {
                for (int i = 0; i < 20_000; i++) {
                    out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"a\":\"" + "a".repeat(1_000) + "\"}}"));
                }
            });
            case "deep" -> Answer.json("[".repeat(500) + "]".repeat(500));
            case "twice" -> Answer.json("{\"id\": 1, \"id\": 2}");
            case "cut" -> Answer.events(out -> out.write("data: {\"jsonrpc\"".getBytes(StandardCharsets.UTF_8)));
            default -> Answer.json("[]");
        })) {
            assertThat(call(server, Respondent.NOBODY)).isInstanceOf(CallToolResult.Lost.class);
        }
    }

    @Test
    void aSilentServerIsWaitedForUntilTheDeadline() {
        try (var server = new ScriptedMcp().calls((_, _) -> Answer.events(_ -> Thread.sleep(60_000)))) {
            var connection = to(server);
            connection.tools(errand());
            long start = System.nanoTime();

            var answer = connection.call(called("{}"), RequestContext.of(Access.OPEN, Deadline.in(Duration.ofMillis(300))));

            assertThat(answer).isEqualTo(new CallToolResult.Lost("no answer in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRedirectIsNeverFollowedWithCredentials() {
        try (var away = new ScriptedHttp(_ -> Answer.json("{}"));
                var server = new ScriptedMcp().calls((_, _) ->
                        Answer.of(307, "text/plain", "").with("Location", away.uri("/").toString()))) {
            call(server, Respondent.NOBODY);

            assertThat(away.seen()).isEmpty();
        }
    }

    @Test
    void headersRepeatWhatTheBodySays() {
        try (var server = new ScriptedMcp().tool("""
                {"name": "größe", "inputSchema": {"type": "object", "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}}""")) {
            var connection = to(server);
            var tool = ((ToolListing.Tools) connection.tools(errand())).tools().getFirst();

            connection.call(new ToolCall(tool, json("{\"region\": \"süd\"}"), json("{}")), errand());

            assertThat(server.seen().getLast().headers())
                    .containsEntry("mcp-protocol-version", "2026-07-28")
                    .containsEntry("mcp-method", "tools/call")
                    .containsEntry("mcp-name", "=?base64?Z3LDtsOfZQ==?=")
                    .containsEntry("mcp-param-region", "=?base64?c8O8ZA==?=");
        }
    }

    @Test
    void aHeaderMismatchMakesTheListStale() {
        try (var server = new ScriptedMcp()
                .tool(GET)
                .listing("\"ttlMs\": 60000, \"cacheScope\": \"private\"")
                .calls((request, _) -> ScriptedMcp.error(request, 400, -32020, "Header mismatch"))) {
            var connection = to(server);
            connection.tools(errand());

            assertThat(connection.call(called("{}"), errand())).isEqualTo(new CallToolResult.Rejected(-32020, "Header mismatch"));
            connection.tools(errand());
            assertThat(server.requests("tools/list")).hasSize(2);
        }
    }

    private record Answering(List<Question> asked, Reply reply) implements Respondent {
        @Override
        public boolean canBeAsked() {
            return true;
        }

        @Override
        public Reply answer(Question question, Deadline deadline) {
            asked.add(question);
            return reply;
        }
    }

    private static Access as(String context) {
        return new Access() {
            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public String context() {
                return context;
            }

            @Override
            public Next challenged(Challenge challenge, Deadline deadline) {
                return new Next.Never("no");
            }
        };
    }

    private static ScriptedMcp asking(String schema) {
        return new ScriptedMcp().calls((request, _) -> request.path("params").has("inputResponses")
                ? ScriptedMcp.text(request, "done")
                : ScriptedMcp.result(request, "{\"resultType\": \"input_required\", \"inputRequests\": {\"q\": {\"method\":"
                        + "\"elicitation/create\", \"params\": {\"message\": \"m\", \"requestedSchema\": " + schema + "}}}}"));
    }

    private McpConnection to(ScriptedMcp server) {
        return client.to(HttpTarget.own(server.endpoint()), Access.OPEN, false);
    }

    private McpConnection to(ScriptedHttp server) {
        return client.to(HttpTarget.own(server.uri("/mcp")), Access.OPEN, false);
    }

    private CallToolResult call(ScriptedMcp server, Respondent respondent) {
        return to(server).call(called("{}"), new RequestContext(Access.OPEN, respondent, soon()));
    }

    private static ToolCall called(String arguments) {
        return new ToolCall(TOOL, json(arguments), JsonNodeFactory.instance.objectNode());
    }

    private static String said(CallToolResult answer) {
        return answer instanceof CallToolResult.Finished finished && finished.content().getFirst() instanceof Content.Text(var text)
                ? text
                : answer.toString();
    }

    private static String completed(JsonNode request, String answer) {
        if (!answer.startsWith("{")) {
            return answer;
        }
        var message = json(answer);
        message.put("jsonrpc", "2.0");
        message.set("id", request.get("id"));
        return message.toString();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static RequestContext errand() {
        return RequestContext.of(Access.OPEN, soon());
    }

    private static Deadline soon() {
        return Deadline.in(SOON);
    }
}
