package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's Responses API as a caller's: whole answers.
@NullUnmarked
class ResponsesTest {
    private static ApiYard yard;

    @BeforeAll
    static void open() {
        yard = new ApiYard();
    }

    @AfterAll
    static void close() {
        yard.close();
    }

    @Test
    void anAnswerIsAResponseThatSaysWhatWasAskedFor() {
        var reply = yard.post("/v1/responses", """
                {"model": "signalbox/auto", "input": "hello", "temperature": 0.5, "metadata": {"ticket": "T-1"},
                 "tools": [{"type": "function", "name": "cancel", "parameters": {"type": "object"}, "strict": false}]}""");

        var response = JsonMapper.shared().readTree(reply.body());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.head()).contains(
                "X-Signalbox-Run: run_" + response.path("id").asString().substring("resp_".length()), "X-Signalbox-Cost: ");
        assertThat(response.path("object").asString()).isEqualTo("response");
        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.path("model").asString()).isEqualTo("offline/small");
        assertThat(response.at("/output/0/type").asString()).isEqualTo("message");
        assertThat(response.at("/output/0/content/0/type").asString()).isEqualTo("output_text");
        assertThat(response.at("/output/0/content/0/text").asString()).isNotEmpty();
        assertThat(response.at("/usage/total_tokens").asInt()).isPositive();
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.at("/metadata/ticket").asString()).isEqualTo("T-1");
        assertThat(response.at("/tools/0/name").asString()).isEqualTo("cancel");
        assertThat(response.path("tool_choice").asString()).isEqualTo("auto");
        assertThat(response.at("/text/format/type").asString()).isEqualTo("text");
        assertThat(response.path("parallel_tool_calls").asBoolean()).isTrue();
        assertThat(response.path("error").isNull()).isTrue();
    }

    @Test
    void aFaultIsOpenAisErrorObject() {
        var reply = yard.post("/v1/responses", "{\"model\": \"signalbox/auto\", \"input\": \"hello\", \"top_logprobs\": 3}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(reply.body()).at("/error/param").asString()).isEqualTo("top_logprobs");
    }
}
