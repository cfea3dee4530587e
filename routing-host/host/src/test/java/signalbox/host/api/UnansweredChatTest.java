package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whose turn it is when a chat has no answer: what its caller must change is 4xx, and no SDK is led to run the whole again
/// where that cannot help.
class UnansweredChatTest {
    private static final String MODELS = """
            providers:
              one: {wire: openai-chat, url: 'ONE'}
              two: {wire: anthropic-messages, url: 'TWO'}
            models:
              one/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools]}
              two/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools]}
            """;
    private static final String BOTH = "policy: t\ngroups: {both: [one/m, two/m]}\nrules: [{name: all, use: both}]\n";
    private static final String ASKED = "{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
    private static final String TOO_LONG = """
            {"error": {"message": "This model's maximum context length is 8192 tokens.", "code": "context_length_exceeded"}}""";
    private static final String CLAUDE_TOO_LONG = """
            {"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens > 200000 maximum"}}""";

    private final Deque<Answer> first = new ArrayDeque<>();
    private final Deque<Answer> second = new ArrayDeque<>();
    private final ScriptedHttp one = new ScriptedHttp(_ -> first.remove());
    private final ScriptedHttp two = new ScriptedHttp(_ -> second.remove());

    @AfterEach
    void shut() {
        one.close();
        two.close();
    }

    @Test
    void aRequestTooLongForEveryModelIs400WithTheCodeThatAgentsKnow() {
        first.add(Answer.of(400, "application/json", TOO_LONG));
        second.add(Answer.of(400, "application/json", CLAUDE_TOO_LONG));

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(error(reply, "type")).isEqualTo("invalid_request_error");
            assertThat(error(reply, "code")).isEqualTo("context_length_exceeded");
            assertThat(error(reply, "message")).contains("maximum context length", "prompt is too long", "run_");
            assertThat(reply.head()).contains("x-should-retry: false");
        }
    }

    @Test
    void aPromptThatTheHostFindsTooLongForEveryModelIs400() {
        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", ASKED.replace("hi", "many words ".repeat(30_000)));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(error(reply, "code")).isEqualTo("context_length_exceeded");
            assertThat(one.seen()).isEmpty();
        }
    }

    @Test
    void theProvidersOwnCodeGoesToTheCaller() {
        first.add(Answer.of(400, "application/json", "{\"error\": {\"message\": \"bad image\", \"code\": \"invalid_image\"}}"));

        try (var yard = yard("policy: t\nrules: [{name: all, use: one/m}]\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(error(reply, "code")).isEqualTo("invalid_image");
        }
    }

    @Test
    void whatMayWorkLaterStays503AndMayBeRepeated() {
        first.add(Answer.of(400, "application/json", TOO_LONG));
        second.add(Answer.of(529, "application/json", "{\"error\": {\"message\": \"Overloaded\"}}"));

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(error(reply, "code")).isEqualTo("no_model_answered");
            assertThat(reply.head()).doesNotContain("x-should-retry");
        }
    }

    @Test
    void aModelThatTheProviderDoesNotKnowIsNotTheCallersFault() {
        first.add(Answer.of(404, "application/json", "{\"error\": {\"message\": \"no such model\", \"code\": \"model_not_found\"}}"));

        try (var yard = yard("policy: t\nrules: [{name: all, use: one/m}]\n")) {
            assertThat(yard.post("/v1/chat/completions", ASKED).status()).isEqualTo(503);
        }
    }

    @Test
    void aBudgetThatIsSpentIs402() {
        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", ASKED, "X-Signalbox-Budget: 0");

            assertThat(reply.status()).isEqualTo(402);
            assertThat(error(reply, "code")).isEqualTo("budget_exceeded");
            assertThat(reply.head()).contains("x-should-retry: false");
            assertThat(one.seen()).isEmpty();
        }
    }

    @Test
    void aDaysLimitIs402() {
        try (var yard = yard(BOTH + "money: {caller-day: 0.000001}\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(402);
            assertThat(error(reply, "code")).isEqualTo("caller_day_exceeded");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"content\": null, \"refusal\": \"Not with me.\"} | stop | Not with me.",
        "{\"content\": \"He\"} | content_filter | stopped by the provider's content filter"
    })
    void aRefusalIsAnAnswerWithItsFinishReason(String message, String finish, String said) {
        first.add(Answer.json("{\"choices\": [{\"finish_reason\": \"" + finish + "\", \"message\": " + message + "}]}"));

        try (var yard = yard(BOTH + "failures: {refused: stop}\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);
            var choice = json(reply).at("/choices/0");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(choice.path("finish_reason").asString("")).isEqualTo("content_filter");
            assertThat(choice.at("/message/refusal").asString("")).isEqualTo(said);
            assertThat(choice.at("/message/content").isNull()).isTrue();
        }
    }

    @Test
    void aCallOfTheCallersOwnInACutAnswerComesBackAsLength() {
        first.add(Answer.json("""
                {"choices": [{"finish_reason": "length", "message": {"content": "Can", "tool_calls": [
                  {"id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{}"}}]}}],
                 "usage": {"prompt_tokens": 10, "completion_tokens": 5}}"""));

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", """
                    {"model": "signalbox/auto", "messages": [{"role": "user", "content": "hi"}],
                     "tools": [{"type": "function", "function": {"name": "cancel"}}]}""");
            var choice = json(reply).at("/choices/0");

            assertThat(choice.path("finish_reason").asString("")).isEqualTo("length");
            assertThat(choice.at("/message/tool_calls").isMissingNode()).isTrue();
            assertThat(choice.at("/message/content").asString("")).isEqualTo("Can");
        }
    }

    @Test
    void theLeastWaitGoesToTheCallerAndNobodyIsAskedAgainBefore() {
        first.add(limited("17"));
        second.add(limited("40"));

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", ASKED);
            var again = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.head()).contains("Retry-After: 17").doesNotContain("x-should-retry");
            assertThat(error(reply, "code")).isEqualTo("rate_limit_exceeded");
            assertThat(again.status()).isEqualTo(429);
            assertThat(again.head()).contains("Retry-After: 1");
            assertThat(error(again, "message")).contains("one/m: unavailable: its provider said to come back in ");
            assertThat(one.seen()).hasSize(1);
            assertThat(two.seen()).hasSize(1);
        }
    }

    @Test
    void aSystemMessageMayComeLast() {
        first.add(Answer.json("{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"pong\"}}]}"));

        try (var yard = yard(BOTH)) {
            var reply = yard.post("/v1/chat/completions", """
                    {"model": "signalbox/auto", "messages": [
                      {"role": "user", "content": "hi"}, {"role": "system", "content": "Be brief."}]}""");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(one.seen().getFirst().body()).contains("Be brief.");
        }
    }

    @Test
    void noFragmentOfAKeyReachesTheCaller() {
        first.add(Answer.of(401, "application/json",
                "{\"error\": {\"message\": \"Incorrect API key provided: sk-proj-********wxyz or sk-...wxyz.\"}}"));

        try (var yard = yard("policy: t\nrules: [{name: all, use: one/m}]\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(error(reply, "message")).contains("Incorrect API key provided: ").doesNotContain("wxyz", "sk-");
        }
    }

    private static Answer limited(String seconds) {
        return Answer.of(429, "application/json", "{\"error\": {\"message\": \"Rate limit reached\"}}").with("Retry-After", seconds);
    }

    private static String error(ApiYard.Reply reply, String field) {
        return json(reply).path("error").path(field).asString("");
    }

    private static JsonNode json(ApiYard.Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    private ApiYard yard(String routing) {
        return new ApiYard(MODELS.replace("ONE", one.uri("/v1").toString()).replace("TWO", two.uri("/v1").toString()), routing);
    }
}
