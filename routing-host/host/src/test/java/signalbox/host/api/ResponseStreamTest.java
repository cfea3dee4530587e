package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;

/// A response whose caller asked for a stream: which events come when, and how it ends.
@NullUnmarked
class ResponseStreamTest {
    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """.formatted(provider.port()), """
            policy: test
            rules:
              - {name: all, use: slow/one}
            """);
    private final RawConnection caller = RawConnection.to(yard.port());

    @AfterEach
    void close() {
        caller.close();
        yard.close();
        provider.close();
    }

    @Test
    void textComesWhileTheModelStillSpeaksAndCallsComeWhole() throws Exception {
        caller.send(response());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"content\": \"I \"}"));
        caller.head();
        var first = List.of(next(), next(), next(), next(), next());
        asked.event(delta("{\"content\": \"cancel.\"}"));
        var second = next();
        asked.event(delta("{\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"type\": \"function\", \"function\": {\"name\": \"cancel\", \"arguments\": \"{\\\"id\\\"\"}}]}"));
        asked.event(delta("{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \": 7}\"}}]}"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"tool_calls\"}]}");
        asked.event("{\"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}}");
        asked.event("[DONE]");
        var last = rest();

        assertThat(first).extracting(event -> event.path("type").asString()).containsExactly(
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta");
        assertThat(first.getFirst().at("/response/status").asString()).isEqualTo("in_progress");
        assertThat(second.path("delta").asString()).isEqualTo("cancel.");
        assertThat(second.path("sequence_number").asInt()).isEqualTo(5);
        assertThat(last).extracting(event -> event.path("type").asString()).containsExactly(
                "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done",
                "response.output_item.done", "response.completed");
        assertThat(last.getFirst().path("text").asString()).isEqualTo("I cancel.");
        assertThat(last.get(3).path("output_index").asInt()).isEqualTo(1);
        assertThat(last.get(5).path("arguments").asString()).isEqualTo("{\"id\":7}");
        var whole = last.getLast().path("response");
        assertThat(whole.path("status").asString()).isEqualTo("completed");
        assertThat(whole.at("/output/0/content/0/text").asString()).isEqualTo("I cancel.");
        assertThat(whole.path("output").get(1)).isEqualTo(last.get(6).path("item"));
        assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void aStreamThatBreaksOffFailsAndNeverCompletes() throws Exception {
        caller.send(response());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"content\": \"Half of wh\"}"));
        caller.head();
        asked.close();

        var events = rest();

        assertThat(events.getLast().path("type").asString()).isEqualTo("response.failed");
        assertThat(events.getLast().at("/response/status").asString()).isEqualTo("failed");
        assertThat(events.getLast().at("/response/error/code").asString()).isEqualTo("server_error");
        assertThat(events.getLast().at("/response/error/message").asString()).contains("no_model_answered");
        assertThat(events).noneMatch(event -> event.path("type").asString().matches("response.(completed|output_item.done)"));
    }

    @Test
    void whatFailsBeforeAnythingIsHeardIsAnAnswerWithItsStatus() throws Exception {
        caller.send(response());
        provider.arrival().write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

        var reply = caller.answer();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().at("/error/code").asString()).isEqualTo("no_model_answered");
    }

    @Test
    void anAnswerThatIsCutOffIsIncomplete() throws Exception {
        caller.send(response());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"content\": \"Much\"}"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"length\"}]}");
        asked.event("[DONE]");
        caller.head();

        var last = rest().getLast();

        assertThat(last.path("type").asString()).isEqualTo("response.incomplete");
        assertThat(last.at("/response/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
        assertThat(last.at("/response/output/0/status").asString()).isEqualTo("incomplete");
    }

    @Test
    void aRefusalIsAMessageThatSaysSo() throws Exception {
        caller.send(response());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"refusal\": \"I would rather not.\"}"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}");
        asked.event("[DONE]");
        caller.head();

        var events = rest();

        assertThat(events).extracting(event -> event.path("type").asString())
                .contains("response.refusal.delta", "response.refusal.done").last().isEqualTo("response.incomplete");
        assertThat(events.getLast().at("/response/output/0/content/0/refusal").asString()).isEqualTo("I would rather not.");
    }

    private Request response() {
        return Request.of("POST", "/v1/responses").with("Authorization: Bearer " + yard.token).body("""
                {"model": "signalbox/auto", "stream": true, "input": "Cancel it",
                 "tools": [{"type": "function", "name": "cancel", "parameters": {"type": "object"}, "strict": false}]}""");
    }

    private static String delta(String delta) {
        return "{\"choices\": [{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": null}]}";
    }

    private JsonNode next() {
        return Objects.requireNonNull(event());
    }

    /// The next event, sent under the name that is its type; null at the end of the stream.
    private JsonNode event() {
        var name = caller.line();
        while (name != null && !name.startsWith("event: ")) {
            assertThat(name).matches("(:.*)?");
            name = caller.line();
        }
        var event = name == null ? null : caller.event();
        if (event != null) {
            assertThat(name).isEqualTo("event: " + event.path("type").asString());
        }
        return event;
    }

    private List<JsonNode> rest() {
        var events = new ArrayList<JsonNode>();
        for (var event = event(); event != null; event = event()) {
            events.add(event);
        }
        return events;
    }
}
