package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Responses that are kept: read again, and gone on from.
@NullUnmarked
class ResponsesKeptTest {
    private static final String TOOLS = ", \"tools\": [{\"type\": \"function\", \"name\": \"cancel\"}]";

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

    @AfterEach
    void close() {
        yard.close();
        provider.close();
    }

    @Test
    void aResponseIsReadAgainAsItWasAnswered() throws Exception {
        var first = json(asked("\"input\": \"hi\", \"instructions\": \"Be brief.\"", said("Hello.")));

        var again = json(asked(get(first.path("id").asString())));

        assertThat(again).isEqualTo(first);
        assertThat(again.path("store").asBoolean()).isTrue();
        assertThat(again.path("instructions").asString()).isEqualTo("Be brief.");
    }

    /// As at OpenAI, the instructions before are not carried over.
    @Test
    void aConversationGoesOnFromTheResponseBefore() throws Exception {
        var first = json(asked("\"input\": \"hi\", \"instructions\": \"Be brief.\"" + TOOLS, """
                {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": "I cancel.",
                  "tool_calls": [{"id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{\\"id\\": 7}"}}]}}]}"""));
        var call = first.at("/output/1/call_id").asString();
        var goesOn = "\"previous_response_id\": \"" + first.path("id").asString() + "\"";

        var second = json(asked(goesOn + ", \"instructions\": \"Be kind.\", \"input\": [{\"type\": \"function_call_output\", \"call_id\": \""
                + call + "\", \"output\": \"done\"}]" + TOOLS, said("It is done.")));
        var messages = sent.path("messages");
        var third = json(asked("\"previous_response_id\": \"" + second.path("id").asString() + "\", \"input\": \"And now?\"", said("No.")));

        assertThat(messages).extracting(message -> message.path("role").asString()).containsExactly("system", "user", "assistant", "tool");
        assertThat(messages.get(0).path("content").asString()).isEqualTo("Be kind.");
        assertThat(messages.get(3).path("content").asString()).isEqualTo("done");
        assertThat(second.path("previous_response_id").asString()).isEqualTo(first.path("id").asString());
        assertThat(third.path("status").asString()).isEqualTo("completed");
        assertThat(sent.path("messages")).extracting(message -> message.path("role").asString())
                .containsExactly("user", "assistant", "tool", "assistant", "user");
        var open = asked(response(goesOn + ", \"input\": \"Never mind\""));
        assertThat(open.status()).isEqualTo(400);
        assertThat(json(open).at("/error/message").asString()).contains("comes while calls [" + call + "] are open");
    }

    @Test
    void whatWasSaidInADeletedResponseIsNowhere() throws Exception {
        var first = json(asked("\"input\": \"my secret word\"", said("a word of the answer")));
        var id = first.path("id").asString();
        var again = json(asked("\"previous_response_id\": \"" + id + "\", \"input\": \"And?\"", said("Nothing.")));

        var deleted = asked(to("DELETE", "/v1/responses/" + id));

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(json(deleted)).isEqualTo(JsonMapper.shared().readTree(
                "{\"id\": \"" + id + "\", \"object\": \"response\", \"deleted\": true}"));
        assertThat(asked(get(id)).status()).isEqualTo(404);
        assertThat(asked(to("DELETE", "/v1/responses/" + id)).status()).isEqualTo(404);
        assertThat(asked(response("\"input\": \"hi\", \"previous_response_id\": \"" + id + "\"")).status()).isEqualTo(400);
        assertThat(asked(get(again.path("id").asString())).status()).isEqualTo(200);
        var run = json(asked(to("GET", "/v1/runs/" + id.replace("resp_", "run_"))));
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("output").asString()).isEmpty();
    }

    @Test
    void whatIsNotKeptIsNotFound() throws Exception {
        var unkept = json(asked("\"input\": \"hi\", \"store\": false", said("Hello."))).path("id").asString();

        for (var id : new String[] {unkept, "resp_unknown", "run_x"}) {
            var goesOn = asked(response("\"input\": \"hi\", \"previous_response_id\": \"" + id + "\""));
            assertThat(goesOn.status()).isEqualTo(400);
            assertThat(json(goesOn).path("error").toString()).contains(
                    "Previous response with id '" + id + "' not found.", "previous_response_not_found", "\"previous_response_id\"");
            assertThat(asked(get(id)).status()).isEqualTo(404);
        }
    }

    @Test
    void anotherCallersResponseIsNotFound() throws Exception {
        var id = json(asked("\"input\": \"hi\"", said("Hello."))).path("id").asString();
        var other = yard.other;

        assertThat(asked(Request.of("GET", "/v1/responses/" + id).with("Authorization: Bearer " + other)).status()).isEqualTo(404);
        assertThat(asked(Request.of("POST", "/v1/responses").with("Authorization: Bearer " + other)
                        .body("{\"model\": \"signalbox/auto\", \"input\": \"hi\", \"previous_response_id\": \"" + id + "\"}")).body())
                .contains("previous_response_not_found");
    }

    @Test
    void aBackgroundResponseIsAnsweredAtOnceAndReadOrCancelledLater() throws Exception {
        var begun = json(asked(response("\"input\": \"hi\", \"background\": true")));
        var id = begun.path("id").asString();
        provider.arrival();

        var cancelled = json(asked(Request.of("POST", "/v1/responses/" + id + "/cancel").with("Authorization: Bearer " + yard.token)));

        assertThat(begun.path("status").asString()).isEqualTo("in_progress");
        assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
        assertThat(json(asked(get(id))).path("status").asString()).isEqualTo("cancelled");
        assertThat(asked(response("\"input\": \"hi\", \"background\": true, \"store\": false")).status()).isEqualTo(400);
    }

    private JsonNode sent;

    private static String said(String text) {
        return "{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", \"content\": \"" + text + "\"}}]}";
    }

    private Reply asked(String body, String answer) throws Exception {
        try (var caller = RawConnection.to(yard.port())) {
            caller.send(response(body));
            var arrival = provider.arrival();
            sent = JsonMapper.shared().readTree(arrival.body());
            arrival.answer(answer);
            return caller.answer();
        }
    }

    private Reply asked(Request request) {
        try (var caller = RawConnection.to(yard.port())) {
            caller.send(request);
            return caller.answer();
        }
    }

    private Request get(String id) {
        return to("GET", "/v1/responses/" + id);
    }

    private Request to(String method, String path) {
        return Request.of(method, path).with("Authorization: Bearer " + yard.token);
    }

    private Request response(String body) {
        return Request.of("POST", "/v1/responses").with("Authorization: Bearer " + yard.token)
                .body("{\"model\": \"signalbox/auto\", " + body + "}");
    }

    private static JsonNode json(Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }
}
