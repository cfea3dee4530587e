package signalbox.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.client.McpClient;
import signalbox.client.McpConnection;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.CallToolResult;
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
import signalbox.testing.ScriptedHttp.Seen;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Servers of revision 2025-11-25, through the same connection as modern ones.
class LegacyServerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String GET = "{\"name\": \"get\", \"inputSchema\": {\"type\": \"object\"}, \"x-unknown\": [1]}";

    private final McpClient client = new McpClient(new OutgoingHttp());
    private final Map<String, CompletableFuture<JsonNode>> told = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aToolIsReadWithEverythingThatItsServerWrote() {
        try (var server = server(request -> ScriptedMcp.text(request, "done"))) {
            var connection = to(server, Respondent.NOBODY);

            var tools = ((ToolListing.Tools) connection.tools(errand(Respondent.NOBODY))).tools();

            assertThat(tools).extracting(ServerTool::definition).containsExactly(json(GET));
            assertThat(said(call(connection, Respondent.NOBODY))).isEqualTo("done");
            assertThat(server.seen().getLast().headers())
                    .containsEntry("mcp-session-id", "session-1")
                    .containsEntry("mcp-protocol-version", "2025-11-25");
        }
    }

    @Test
    void aQuestionOnTheStreamOfACallGoesToWhoCalled() {
        try (var server = server(request -> Answer.events(out -> {
            out.write(ScriptedMcp.event(question("q1", "elicitation/create")));
            out.flush();
            var answer = told("q1");
            out.write(ScriptedMcp.event(question("q2", "sampling/createMessage")));
            out.flush();
            told("q2");
            out.write(ScriptedMcp.event(ScriptedMcp.message(request, content(answer.path("result").toString()))));
        }))) {
            var asked = new ArrayList<Question>();
            var ada = new Answering(asked, new Reply.Accept(json("{\"n\": 1}")));

            var answer = call(to(server, ada), ada);

            assertThat(said(answer)).isEqualTo("{\"action\":\"accept\",\"content\":{\"n\":1}}");
            assertThat(asked).hasSize(1);
            assertThat(told("q2").at("/error/code").asInt()).isEqualTo(-32601);
        }
    }

    /// A server that asks without end, and never lets an answer through, holds few connections.
    @Test
    void aFloodOfQuestionsIsAnsweredAFewAtATime() {
        var answering = new AtomicInteger();
        var most = new AtomicInteger();
        var over = new CountDownLatch(1);
        try (var server = new ScriptedHttp(seen -> {
            boolean isAnswer = seen.method().equals("POST") && !JsonMapper.shared().readTree(seen.body()).has("method");
            if (isAnswer) {
                most.accumulateAndGet(answering.incrementAndGet(), Math::max);
                return new Answer(202, Map.of(), _ -> over.await(), true);
            }
            return base(seen, request -> Answer.events(out -> {
                for (int n = 0; n < 2_000; n++) {
                    out.write(ScriptedMcp.event(question("q" + n, "elicitation/create")));
                }
                out.flush();
                out.write(ScriptedMcp.event(ScriptedMcp.message(request, content("done"))));
            }));
        })) {
            var ada = new Answering(new ArrayList<>(), new Reply.Decline());

            var answer = call(to(server, ada), ada);
            Patience.until(SOON, () -> answering.get() >= 16);
            over.countDown();

            assertThat(said(answer)).isEqualTo("done");
            assertThat(most.get()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void aStreamThatBreaksOffIsResumedAfterItsLastEvent() {
        var resumed = new AtomicInteger();
        var waiting = new ConcurrentHashMap<String, JsonNode>();
        try (var server = new ScriptedHttp(seen -> {
            if (seen.method().equals("GET")) {
                assertThat(seen.headers()).containsEntry("last-event-id", "event-" + resumed.incrementAndGet());
                return Answer.events(out -> {
                    out.write(("id: event-" + (resumed.get() + 1) + "\nretry: 10\ndata:\n\n").getBytes(StandardCharsets.UTF_8));
                    if (resumed.get() == 3) {
                        out.write(ScriptedMcp.event(ScriptedMcp.message(waiting.getOrDefault("call", JsonNodeFactory.instance.nullNode()), content("at last"))));
                    }
                });
            }
            return base(seen, request -> {
                waiting.put("call", request);
                return Answer.events(out -> out.write("id: event-1\nretry: 10\ndata:\n\n".getBytes(StandardCharsets.UTF_8)));
            });
        })) {
            assertThat(said(call(to(server, Respondent.NOBODY), Respondent.NOBODY))).isEqualTo("at last");
            assertThat(resumed).hasValue(3);
        }
    }

    @Test
    void aStreamThatCannotBeResumedIsNoAnswer() {
        try (var server = server(_ -> Answer.events(out -> out.write(ScriptedMcp.event("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}"))))) {
            assertThat(call(to(server, Respondent.NOBODY), Respondent.NOBODY)).isInstanceOf(CallToolResult.Lost.class);
        }
    }

    @Test
    void whoStopsWaitingTellsTheServer() {
        try (var server = server(_ -> Answer.events(_ -> Thread.sleep(60_000)))) {
            var connection = to(server, Respondent.NOBODY);
            connection.tools(errand(Respondent.NOBODY));

            var answer = connection.call(called(), RequestContext.of(Access.OPEN, Deadline.in(Duration.ofSeconds(1))));

            assertThat(answer).isEqualTo(new CallToolResult.Lost("no answer in time"));
            Patience.until(SOON, () -> !requests(server, "notifications/cancelled").isEmpty());
            assertThat(requests(server, "notifications/cancelled").getFirst().at("/params/requestId"))
                    .isEqualTo(requests(server, "tools/call").getFirst().get("id"));
        }
    }

    @Test
    void aSessionThatIsGoneIsNoAnswerAndAnErrorIsOne() {
        var gone = new AtomicInteger();
        try (var server = server(request -> gone.getAndIncrement() == 0
                ? ScriptedMcp.error(request, 404, -32001, "Session not found")
                : ScriptedMcp.error(request, 200, -32602, "no such tool"))) {
            var connection = to(server, Respondent.NOBODY);
            connection.tools(errand(Respondent.NOBODY));

            assertThat(call(connection, Respondent.NOBODY)).isEqualTo(new CallToolResult.Lost("its session has ended"));
            assertThat(call(connection, Respondent.NOBODY)).isEqualTo(new CallToolResult.Rejected(-32602, "no such tool"));
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

    private ScriptedHttp server(Function<JsonNode, Answer> calls) {
        return new ScriptedHttp(seen -> base(seen, calls));
    }

    private Answer base(Seen seen, Function<JsonNode, Answer> calls) {
        if (!seen.method().equals("POST")) {
            return Answer.of(405, "text/plain", "");
        }
        JsonNode message = JsonMapper.shared().readTree(seen.body());
        return switch (message.path("method").asString("")) {
            case "initialize" -> ScriptedMcp.result(message, """
                    {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "old", "version": "1"}}""")
                    .with("Mcp-Session-Id", "session-1");
            case "tools/list" -> ScriptedMcp.result(message, "{\"tools\": [" + GET + "]}");
            case "tools/call" -> calls.apply(message);
            case "" -> {
                told.computeIfAbsent(message.path("id").asString(), _ -> new CompletableFuture<>()).complete(message);
                yield Answer.of(202, "text/plain", "");
            }
            case "notifications/initialized", "notifications/cancelled" -> Answer.of(202, "text/plain", "");
            default -> ScriptedMcp.error(message, 400, -32600, "no session");
        };
    }

    private JsonNode told(String id) {
        try {
            return told.computeIfAbsent(id, _ -> new CompletableFuture<>()).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> requests(ScriptedHttp server, String method) {
        return server.seen().stream()
                .filter(seen -> !seen.body().isEmpty())
                .map(seen -> JsonMapper.shared().readTree(seen.body()))
                .filter(message -> message.path("method").asString("").equals(method))
                .toList();
    }

    private static String question(String id, String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{\"message\":\"m\",\"requestedSchema\":"
                + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}";
    }

    private static ObjectNode content(String text) {
        var result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private McpConnection to(ScriptedHttp server, Respondent respondent) {
        return client.to(HttpTarget.own(server.uri("/mcp")), Access.OPEN, respondent.canBeAsked());
    }

    private static CallToolResult call(McpConnection connection, Respondent respondent) {
        return connection.call(called(), errand(respondent));
    }

    private static ToolCall called() {
        return new ToolCall(new ServerTool("get", json(GET), List.of()), json("{}"), json("{}"));
    }

    private static String said(CallToolResult answer) {
        return answer instanceof CallToolResult.Finished finished && finished.content().getFirst() instanceof Content.Text(var text)
                ? text
                : answer.toString();
    }

    private static RequestContext errand(Respondent respondent) {
        return new RequestContext(Access.OPEN, respondent, soon());
    }

    private static Deadline soon() {
        return Deadline.in(SOON);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
