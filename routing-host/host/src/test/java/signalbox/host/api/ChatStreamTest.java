package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A chat whose caller asked for a stream: what comes when, and how it ends.
@NullUnmarked
class ChatStreamTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String ROUTING = """
            policy: test
            groups:
              all: [slow/one, slow/two]
            rules:
              - {name: all, use: all}
            failures: {unavailable: next, unfit: next}
            """;
    private static final String USAGE = "{\"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}}";

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
              slow/two: {id: two, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """.formatted(provider.port()), ROUTING);
    private final RawConnection caller = RawConnection.to(yard.port());

    @AfterEach
    void close() {
        caller.close();
        yard.close();
        provider.close();
    }

    @Test
    void textComesWhileTheModelStillSpeaks() throws Exception {
        caller.send(chat("\"stream_options\": {\"include_usage\": true}"));
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Hel"));

        var head = caller.head();
        var first = List.of(next(), next());
        asked.event(text("lo"));
        var second = next();
        asked.event(finish("stop"));
        asked.event(USAGE);
        asked.event("[DONE]");
        var last = rest();

        assertThat(head).startsWith("HTTP/1.1 200").contains("text/event-stream", "X-Signalbox-Run: run_", "X-Signalbox-Model: slow/one");
        assertThat(first).extracting(chunk -> chunk.at("/choices/0/delta").toString())
                .containsExactly("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "{\"content\":\"Hel\"}");
        assertThat(first.getFirst().path("object").asString()).isEqualTo("chat.completion.chunk");
        assertThat(first.getFirst().path("model").asString()).isEqualTo("slow/one");
        assertThat(second.at("/choices/0/delta/content").asString()).isEqualTo("lo");
        assertThat(last).hasSize(3);
        assertThat(last.get(0)).contains("\"finish_reason\":\"stop\"");
        assertThat(last.get(1)).contains("\"choices\":[]", "\"prompt_tokens\":9", "\"completion_tokens\":3");
        assertThat(last.get(2)).isEqualTo("[DONE]");
        var body = JsonMapper.shared().readTree(asked.body());
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void anotherModelIsAskedWhileNothingHasBeenHeard() throws Exception {
        caller.send(chat());
        provider.arrival().write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        answer(provider.arrival(), "here it is");

        assertThat(caller.head()).startsWith("HTTP/1.1 200").contains("X-Signalbox-Model: slow/two");
        assertThat(said(rest())).isEqualTo("here it is");
    }

    @Test
    void whatFailsBeforeAnythingIsHeardIsAnAnswerWithItsStatus() throws Exception {
        caller.send(chat());
        for (int i = 0; i < 2; i++) {
            provider.arrival().write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        }

        var reply = caller.answer();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().at("/error/code").asString()).isEqualTo("no_model_answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "error", "garbage"})
    void aStreamThatBreaksOffEndsInAnErrorAndNoOtherModelIsAsked(String how) throws Exception {
        caller.send(chat());
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Half of wh"));
        caller.head();
        next();
        next();
        switch (how) {
            case "error" -> asked.event("{\"error\": {\"message\": \"overloaded\", \"code\": 503}}");
            case "garbage" -> asked.event("<html>");
            default -> {}
        }
        asked.close();

        var rest = rest();

        assertThat(rest).singleElement().asString().startsWith("{\"error\":{").contains("no_model_answered", "run_");
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void halfOfACallIsNeverHandedBack() throws Exception {
        caller.send(chat("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"cancel\"}}]"));
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Cancelling"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"function\": {\"name\": \"cancel\", \"arguments\": \"{}\"}}]}}]}");
        asked.close();
        caller.head();

        assertThat(rest()).noneMatch(event -> event.contains("tool_calls")).last().asString().contains("\"error\"");
    }

    @Test
    void anAnswerOfCountlessCallsIsNone() throws Exception {
        caller.send(chat());
        var asked = provider.arrival();
        asked.stream();
        var calls = new StringBuilder();
        for (int i = 0; i < 10_001; i++) {
            calls.append(i == 0 ? "" : ",").append("{\"index\": ").append(i).append(", \"id\": \"c").append(i).append("\", \"function\": {\"name\": \"f\"}}");
        }
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"tool_calls\": [" + calls + "]}}]}");
        assertThat(asked.gone()).isPositive();
        answer(provider.arrival(), "from the other");
        caller.head();

        assertThat(said(rest())).isEqualTo("from the other");
    }

    @Test
    void callsOfTheCallersFunctionsComeWhole() throws Exception {
        caller.send(chat("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"cancel\"}}]"));
        var asked = provider.arrival();
        asked.stream();
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"function\": {\"name\": \"cancel\", \"arguments\": \"{\\\"id\\\"\"}}]}}]}");
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \": 1}\"}}]}}]}");
        asked.event(finish("tool_calls"));
        asked.event("[DONE]");
        caller.head();

        var rest = rest();

        var calls = JsonMapper.shared().readTree(rest.get(1)).at("/choices/0/delta/tool_calls");
        assertThat(calls.at("/0/function").toString()).isEqualTo("{\"name\":\"cancel\",\"arguments\":\"{\\\"id\\\":1}\"}");
        assertThat(calls.at("/0/id").asString()).isNotEmpty();
        assertThat(rest.get(2)).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void aCallerWhoLeavesTakesTheRequestToTheProviderAlong() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var leaving = RawConnection.to(yard.port())) {
                leaving.send(chat());
                var asked = provider.arrival();
                asked.stream();
                asked.event(text("so"));
                leaving.head();

                long left = System.nanoTime();
                leaving.reset();

                assertThat(Duration.ofNanos(asked.gone() - left)).isLessThan(SOON);
            }
        }
    }

    @Test
    void whoComesBackWithTheSameKeyIsToldTheWholeAnswer() throws Exception {
        caller.send(chat().with("Idempotency-Key: k"));
        var asked = provider.arrival();
        asked.stream();
        asked.event(text("Half and "));
        caller.head();
        next();
        next();
        try (var again = RawConnection.to(yard.port())) {
            again.send(chat().with("Idempotency-Key: k"));
            asked.event(text("half"));
            asked.event(finish("stop"));
            asked.close();
            again.head();

            var heard = new StringBuilder();
            for (var line = again.line(); line != null && !line.equals("data: [DONE]"); line = again.line()) {
                if (line.startsWith("data: ")) {
                    heard.append(JsonMapper.shared().readTree(line.substring(6)).at("/choices/0/delta/content").asString(""));
                }
            }
            assertThat(heard).hasToString("Half and half");
        }
        assertThat(said(rest())).isEqualTo("half");
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void whatAModelThinksFirstIsNotHeard() throws Exception {
        caller.send(chat());
        var asked = provider.arrival();
        asked.stream();
        for (var piece : List.of("<th", "ink>Let me", " see.</thi", "nk>\n", "\nThe ", "answer")) {
            asked.event(text(piece));
        }
        asked.event(finish("stop"));
        asked.close();
        caller.head();

        assertThat(said(rest())).isEqualTo("The answer");
    }

    @Test
    void anAnswerThatComesWholeIsStreamedAllTheSame() throws Exception {
        caller.send(chat());
        provider.arrival().answer("""
                {"choices": [{"index": 0, "message": {"role": "assistant", "content": "all at once"}, "finish_reason": "length"}]}""");
        caller.head();

        var rest = rest();

        assertThat(said(rest)).isEqualTo("all at once");
        assertThat(rest.get(rest.size() - 2)).contains("\"finish_reason\":\"length\"");
        assertThat(rest.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void aRefusalIsAStreamWithItsFinishReason() throws Exception {
        caller.send(chat());
        var asked = provider.arrival();
        asked.stream();
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"refusal\": \"I will not\"}}]}");
        asked.event(finish("stop"));
        asked.close();
        caller.head();

        var rest = rest();

        assertThat(rest.get(1)).contains("\"delta\":{\"refusal\":\"I will not\"}");
        assertThat(rest.get(2)).contains("\"finish_reason\":\"content_filter\"");
        assertThat(rest.getLast()).isEqualTo("[DONE]");
    }

    private static void answer(WaitingServer.Arrival asked, String text) {
        asked.stream();
        asked.event(text(text));
        asked.event(finish("stop"));
        asked.event("[DONE]");
        asked.close();
    }

    private static String text(String text) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": " + JsonMapper.shared().writeValueAsString(text) + "}, \"finish_reason\": null}]}";
    }

    private static String finish(String reason) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"" + reason + "\"}]}";
    }

    private JsonNode next() {
        return JsonMapper.shared().readTree(data());
    }

    /// The data of the next event; null at the end of the stream.
    private String data() {
        for (var line = caller.line(); line != null; line = caller.line()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
            assertThat(line).as("OpenAI's clients know no other lines").matches("(:.*)?");
        }
        return null;
    }

    private List<String> rest() {
        var rest = new ArrayList<String>();
        for (var data = data(); data != null; data = data()) {
            rest.add(data);
        }
        return rest;
    }

    private static String said(List<String> events) {
        var text = new StringBuilder();
        for (var event : events) {
            if (!event.equals("[DONE]")) {
                text.append(JsonMapper.shared().readTree(event).at("/choices/0/delta/content").asString(""));
            }
        }
        return text.toString();
    }

    private Request chat(String... more) {
        return Request.of("POST", "/v1/chat/completions").with("Authorization: Bearer " + yard.token)
                .body("{\"model\": \"signalbox/auto\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]"
                        + (more.length == 0 ? "" : ", " + more[0]) + "}");
    }
}
