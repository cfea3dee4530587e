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
import tools.jackson.databind.json.JsonMapper;

/// A message whose caller asked for a stream, from a provider of another format: which events come when, and how it ends.
@NullUnmarked
class MessageStreamTest {
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
        caller.send(message());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"content\": \"I \"}"));
        var head = caller.head();
        var first = List.of(next(), next(), next());
        asked.event(delta("{\"content\": \"cancel.\"}"));
        var second = next();
        asked.event(delta("{\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"type\": \"function\", \"function\": {\"name\": \"cancel\", \"arguments\": \"{\\\"id\\\"\"}}]}"));
        asked.event(delta("{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \": 7}\"}}]}"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"tool_calls\"}]}");
        asked.event("{\"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12, \"prompt_tokens_details\": {\"cached_tokens\": 4}}}");
        asked.event("[DONE]");
        var last = rest();

        assertThat(head).startsWith("HTTP/1.1 200").contains("text/event-stream", "X-Signalbox-Run: run_", "X-Signalbox-Model: slow/one");
        assertThat(first).extracting(event -> event.path("type").asString())
                .containsExactly("message_start", "content_block_start", "content_block_delta");
        assertThat(first.getFirst().at("/message/content").toString()).isEqualTo("[]");
        assertThat(first.getFirst().at("/message/model").asString()).isEqualTo("slow/one");
        assertThat(second.toString()).isEqualTo("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"cancel.\"}}");
        assertThat(last).extracting(event -> event.path("type").asString()).containsExactly(
                "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop");
        assertThat(last.get(1).at("/content_block/name").asString()).isEqualTo("cancel");
        assertThat(last.get(1).at("/content_block/id").asString()).startsWith("toolu_");
        assertThat(last.get(2).path("delta").toString()).isEqualTo("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"id\\\":7}\"}");
        assertThat(last.get(4).at("/delta/stop_reason").asString()).isEqualTo("tool_use");
        assertThat(last.get(4).at("/usage/input_tokens").asInt()).isEqualTo(5);
        assertThat(last.get(4).at("/usage/cache_read_input_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void aStreamThatBreaksOffEndsInAnErrorAndNotInAStop() throws Exception {
        caller.send(message());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"content\": \"Half of wh\"}"));
        caller.head();
        asked.close();

        var events = rest();

        assertThat(events).extracting(event -> event.path("type").asString())
                .containsExactly("message_start", "content_block_start", "content_block_delta", "error");
        assertThat(events.getLast().at("/error/type").asString()).isEqualTo("overloaded_error");
        assertThat(events.getLast().at("/error/details/error_code").asString()).isEqualTo("no_model_answered");
    }

    @Test
    void whatFailsBeforeAnythingIsHeardIsAnAnswerWithItsStatus() throws Exception {
        caller.send(message());
        provider.arrival().write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

        var reply = caller.answer();

        assertThat(reply.status()).isEqualTo(529);
        assertThat(reply.json().at("/error/type").asString()).isEqualTo("overloaded_error");
    }

    /// A refusal is an answer.
    @Test
    void aRefusalIsTheReasonOfAStop() throws Exception {
        caller.send(message());
        var asked = provider.arrival();
        asked.stream();
        asked.event(delta("{\"refusal\": \"I would rather not.\"}"));
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}");
        asked.event("[DONE]");
        caller.head();

        var events = rest();

        assertThat(events).extracting(event -> event.path("type").asString()).containsExactly("message_start", "message_delta", "message_stop");
        assertThat(events.get(1).at("/delta/stop_reason").asString()).isEqualTo("refusal");
        assertThat(events.get(1).at("/delta/stop_details/explanation").asString()).isEqualTo("I would rather not.");
    }

    private Request message() {
        return Request.of("POST", "/v1/messages").with("Authorization: Bearer " + yard.token).body("""
                {"model": "signalbox/auto", "max_tokens": 64, "stream": true, "messages": [{"role": "user", "content": "Cancel it"}],
                 "tools": [{"name": "cancel", "input_schema": {"type": "object"}}]}""");
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
