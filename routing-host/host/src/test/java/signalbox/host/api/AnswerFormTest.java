package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer that does not have the form that was asked for is none: the next model is asked, and where none gives one the
/// caller is told so.
class AnswerFormTest {
    private static final String MODELS = """
            providers:
              one: {wire: openai-chat, url: 'ONE'}
              two: {wire: openai-chat, url: 'TWO'}
            models:
              one/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools, json-schema]}
              two/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools, json-schema]}
            """;
    private static final String BOTH = "policy: t\ngroups: {both: [one/m, two/m]}\nrules: [{name: all, use: both}]\n";
    private static final String WEATHER = """
            {"model": "signalbox/auto", "messages": [{"role": "user", "content": "The temperature as JSON"}],
             "response_format": {"type": "json_schema", "json_schema": {"name": "weather", "description": "now", "strict": true,
               "schema": {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"t": {"type": "number"}},
                 "required": ["t"], "additionalProperties": false}}}}""";
    private static final String FUNCTION = """
            {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Weather in Oslo?"}],
             "tools": [{"type": "function", "function": {"name": "get_weather", "strict": true, "parameters": {"type": "object",
               "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}}}]}""";

    private String first = said("{\\\"t\\\": 1}");
    private String second = said("{\\\"t\\\": 2}");
    private final ScriptedHttp one = new ScriptedHttp(_ -> Answer.json(first));
    private final ScriptedHttp two = new ScriptedHttp(_ -> Answer.json(second));

    @AfterEach
    void shut() {
        one.close();
        two.close();
    }

    @Test
    void theProviderIsSentTheSchemaWithItsNameAndItsPromise() {
        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER);

            var sent = json(one.seen().getFirst().body()).at("/response_format/json_schema");
            assertThat(sent.path("name").asString("")).isEqualTo("weather");
            assertThat(sent.path("description").asString("")).isEqualTo("now");
            assertThat(sent.path("strict").asBoolean()).isTrue();
            assertThat(json(reply.body()).at("/choices/0/message/content").asString("")).isEqualTo("{\"t\": 1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\\"t\\\": 1", "{\\\"t\\\": \\\"warm\\\"}", "{}", "Twenty."})
    void anAnswerThatDoesNotFitIsAskedOfTheNextModel(String text) {
        first = said(text);

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(json(reply.body()).at("/choices/0/message/content").asString("")).isEqualTo("{\"t\": 2}");
        }
    }

    @Test
    void whereNoAnswerFitsTheCallerIsToldAndNotToRepeat() {
        first = said("{}");
        second = said("No.");

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(json(reply.body()).at("/error/code").asString("")).isEqualTo("schema_mismatch");
            assertThat(json(reply.body()).at("/error/message").asString(""))
                    .contains("one/m: unfit: the answer does not fit the schema 'weather'", "two/m: unfit", "it is not JSON");
            assertThat(reply.head()).contains("x-should-retry: false");
        }
    }

    @Test
    void aPolicyMayStopAtAnAnswerThatDoesNotFit() {
        first = said("{}");

        try (var yard = yard(BOTH + "failures: {unfit: stop}\n")) {
            assertThat(yard.post("/v1/chat/completions", WEATHER).status()).isEqualTo(502);
            assertThat(two.seen()).isEmpty();
        }
    }

    @Test
    void anAnswerThatWasCutSaysSoItself() {
        first = said("{\\\"t\\\":").replace("\"stop\"", "\"length\"");

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER);

            assertThat(json(reply.body()).at("/choices/0/finish_reason").asString("")).isEqualTo("length");
        }
    }

    @Test
    void aJsonObjectIsAskedForAndChecked() {
        first = said("[1]");

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER.replaceAll("(?s)\"type\": \"json_schema\".*", "\"type\": \"json_object\"}}"));

            assertThat(json(reply.body()).at("/choices/0/message/content").asString("")).isEqualTo("{\"t\": 2}");
        }
    }

    @Test
    void argumentsOfAStrictFunctionThatDoNotFitAreAskedOfTheNextModel() {
        first = called("{\\\"town\\\": \\\"Oslo\\\"}");
        second = called("{\\\"city\\\": \\\"Oslo\\\"}");

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", FUNCTION);

            assertThat(json(one.seen().getFirst().body()).at("/tools/0/function/strict").asBoolean()).isTrue();
            assertThat(json(reply.body()).at("/choices/0/message/tool_calls/0/function/arguments").asString(""))
                    .isEqualTo("{\"city\":\"Oslo\"}");
        }
    }

    @Test
    void argumentsOfAFunctionThatIsNotStrictAreItsOwnersToJudge() {
        first = called("{\\\"town\\\": \\\"Oslo\\\"}");

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", FUNCTION.replace("\"strict\": true, ", ""));

            assertThat(json(reply.body()).at("/choices/0/message/tool_calls/0/function/arguments").asString(""))
                    .isEqualTo("{\"town\":\"Oslo\"}");
        }
    }

    @Test
    void whatIsNoSchemaIsRefusedByItsPlace() {
        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", WEATHER.replace("\"number\"", "\"number\", \"pattern\": \"(\""));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(json(reply.body()).at("/error/param").asString("")).isEqualTo("response_format.json_schema.schema");
            assertThat(one.seen()).isEmpty();
        }
    }

    private static String said(String text) {
        return "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"" + text + "\"}}],"
                + " \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 10}}";
    }

    private static String called(String arguments) {
        return "{\"choices\": [{\"finish_reason\": \"tool_calls\", \"message\": {\"content\": null, \"tool_calls\": [{\"id\": \"a\","
                + " \"type\": \"function\", \"function\": {\"name\": \"get_weather\", \"arguments\": \"" + arguments + "\"}}]}}]}";
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private ApiYard yard(String routing) {
        return new ApiYard(MODELS.replace("ONE", one.uri("/v1").toString()).replace("TWO", two.uri("/v1").toString()), routing);
    }
}
