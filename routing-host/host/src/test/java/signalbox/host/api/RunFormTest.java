package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A run may be asked what a chat may: with images, for an answer of a form, and of a length.
class RunFormTest {
    private static final String MODELS = """
            providers:
              one: {wire: openai-chat, url: 'ONE'}
            models:
              one/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools, images, json-schema]}
            """;

    private String said = "{\\\"t\\\": 1}";
    private final ScriptedHttp one = new ScriptedHttp(_ -> Answer.json(
            "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"" + said + "\"}}]}"));

    @AfterEach
    void shut() {
        one.close();
    }

    @Test
    void anImageAFormAndALengthReachTheModel() {
        try (var yard = yard()) {
            var reply = yard.post("/v1/runs", """
                    {"input": [{"role": "system", "content": [{"type": "text", "text": "Be brief."}]},
                       {"role": "user", "content": [{"type": "text", "text": "How warm?"},
                         {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}]}],
                     "tools": [], "max_output_tokens": 77,
                     "response_format": {"type": "json_schema", "json_schema": {"name": "weather", "schema": {"type": "object"}}}}""");

            var sent = json(one.seen().getFirst().body());
            assertThat(json(reply.body()).path("status").asString("")).isEqualTo("completed");
            assertThat(sent.at("/messages/0/content").asString("")).isEqualTo("Be brief.");
            assertThat(sent.at("/messages/1/content/1/image_url/url").asString("")).isEqualTo("data:image/png;base64,aGk=");
            assertThat(sent.at("/max_completion_tokens").asInt()).isEqualTo(77);
            assertThat(sent.at("/response_format/json_schema/name").asString("")).isEqualTo("weather");
        }
    }

    @Test
    void aRunWhoseAnswerDoesNotFitFailsAndSaysSo() {
        said = "No.";

        try (var yard = yard()) {
            var run = json(yard.post("/v1/runs", """
                    {"input": "How warm?", "tools": [], "response_format": {"type": "json_object"}}""").body());

            assertThat(run.path("status").asString("")).isEqualTo("failed");
            assertThat(run.path("reason").asString("")).contains("one/m: unfit: the answer does not fit the schema: it is not JSON");
            assertThat(run.at("/steps/0/attempts/0/outcome").asString("")).isEqualTo("unfit");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"input\": \"a\", \"max_output_tokens\": 0} | max_output_tokens | write a whole number above 0",
        "{\"input\": \"a\", \"response_format\": {\"type\": \"yaml\"}} | response_format.type | write text, json_object or json_schema",
        "{\"input\": [{\"role\": \"user\", \"content\": [{\"type\": \"audio\"}]}]} | input[0].content[0].type | write text or image_url",
        "{\"input\": [{\"role\": \"user\", \"content\": 7}]} | input[0].content | write a list",
        "{\"input\": [{\"role\": \"user\", \"content\": \" \"}]} | input[0].content | must be a text that is not empty"
    })
    void whatIsWrongIsToldByItsPlace(String body, String param, String text) {
        try (var yard = yard()) {
            var reply = yard.post("/v1/runs", body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(json(reply.body()).at("/error/param").asString("")).isEqualTo(param);
            assertThat(json(reply.body()).at("/error/message").asString("")).contains(text);
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private ApiYard yard() {
        return new ApiYard(MODELS.replace("ONE", one.uri("/v1").toString()), "policy: t\nrules: [{name: all, use: one/m}]\n");
    }
}
