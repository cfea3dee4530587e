package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.api.request.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Anthropic's Messages API as a caller's: whole answers, errors, and who is let in.
@NullUnmarked
class MessagesTest {
    private static final String BODY = """
            {"model": "signalbox/auto", "max_tokens": 64, "messages": [{"role": "user", "content": "hello"}]}""";

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
    void anAnswerIsAMessage() {
        var reply = yard.post("/v1/messages", BODY, "anthropic-version: 2023-06-01", "anthropic-beta: some-2026-01-01");

        var message = json(reply);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.head()).contains("X-Signalbox-Run: run_", "X-Signalbox-Model: offline/small", "X-Signalbox-Cost: ");
        assertThat(message.path("type").asString()).isEqualTo("message");
        assertThat(message.path("id").asString()).isEqualTo("msg_" + run(reply).substring("run_".length()));
        assertThat(message.path("role").asString()).isEqualTo("assistant");
        assertThat(message.path("model").asString()).isEqualTo("offline/small");
        assertThat(message.at("/content/0/type").asString()).isEqualTo("text");
        assertThat(message.at("/content/0/text").asString()).isNotEmpty();
        assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(message.at("/usage/input_tokens").asInt()).isPositive();
        assertThat(message.at("/usage/output_tokens").asInt()).isPositive();
    }

    @Test
    void aCountIsTheEstimateOfTheWholePrompt() {
        var prompt = "{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]";
        var tool = ", \"tools\": [{\"name\": \"cancel\", \"description\": \"Cancels one order.\", \"input_schema\": {\"type\": \"object\"}}]";

        var small = yard.post("/v1/messages/count_tokens", prompt + "}");
        var large = yard.post("/v1/messages/count_tokens", prompt + tool + "}");

        assertThat(json(small).toString()).matches("\\{\"input_tokens\":[0-9]+}");
        assertThat(json(large).path("input_tokens").asInt()).isGreaterThan(json(small).path("input_tokens").asInt());
        assertThat(yard.post("/v1/messages/count_tokens", prompt.replace("signalbox/auto", "signalbox/none") + "}").status()).isEqualTo(404);
        assertThat(yard.post("/v1/messages/count_tokens", BODY).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/v1/messages | {} | 400 | invalid_request_error | invalid_value",
        "/v1/messages | [] | 400 | invalid_request_error | invalid_json",
        "/v1/messages/count_tokens | {} | 400 | invalid_request_error | invalid_value",
        "/v1/messages | {\"model\": \"none\", \"max_tokens\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]} | 404 | not_found_error | model_not_found",
        "/v1/messages | {\"model\": \"signalbox/auto\", \"max_tokens\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{\"type\": \"mcp_toolset\", \"mcp_server_name\": \"nowhere\"}]} | 400 | invalid_request_error | invalid_value",
        "/v1/messages/batches | {} | 404 | not_found_error | not_found",
        "/v1/messages/%2e | {} | 400 | invalid_request_error | refused"
    })
    void everyErrorIsInTheFormatOfItsPath(String path, String body, int status, String type, String code) {
        var reply = yard.post(path, body);

        assertThat(reply.status()).isEqualTo(status);
        assertError(reply, type, code);
    }

    /// The fault is found before anything of the body is read.
    @Test
    void aBodyThatIsTooLongIsRefusedInTheFormatOfItsPath() {
        var length = "Content-Length: " + (RequestBody.MAX_BYTES + 1);

        var reply = yard.postHead("/v1/messages", length);

        assertThat(reply.status()).isEqualTo(413);
        assertError(reply, "request_too_large", "request_too_large");
        assertThat(yard.postHead("/v1/chat/completions", length).body()).startsWith("{\"error\":");
    }

    /// The body makes sense in both formats, and asks for another answer in each.
    @Test
    void aKeyOfAnotherPathIsUsedUp() {
        assertThat(yard.post("/v1/chat/completions", BODY, "Idempotency-Key: k").status()).isEqualTo(200);

        var reply = yard.post("/v1/messages", BODY, "Idempotency-Key: k");

        assertThat(reply.status()).isEqualTo(422);
        assertError(reply, "invalid_request_error", "idempotency_conflict");
    }

    @Test
    void aVersionThatIsNoneIsRefused() {
        var reply = yard.post("/v1/messages", BODY, "anthropic-version: 2019-01-01");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("anthropic-version", "2023-06-01 or 2026-10-21");
    }

    @Test
    void aPageOfAnotherOriginIsTurnedAwayInTheFormatOfItsPath() {
        var reply = yard.post("/v1/messages", BODY, "Origin: https://evil.example");

        assertThat(reply.status()).isEqualTo(403);
        assertError(reply, "permission_error", "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key: TOKEN", "X-Api-Key: TOKEN\r\nAuthorization: Bearer TOKEN"})
    void theTokenMayComeAsAKey(String headers) {
        assertThat(asked("/v1/messages/count_tokens", headers)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "X: y", "x-api-key: other", "x-api-key:", "x-api-key: TOKEN\r\nAuthorization: Bearer other",
        "x-api-key: other\r\nAuthorization: Bearer TOKEN", "x-api-key: TOKEN\r\nAuthorization: Basic TOKEN",
        "x-api-key: TOKEN\r\nx-api-key: TOKEN", "x-api-key: TOKEN\r\nx-api-key: other", "x-api-key: Bearer TOKEN",
        "x-api-key: TOKEN,TOKEN", "x-api-key:\r\nAuthorization: Bearer TOKEN"
    })
    void whatIsNotOneTokenIsRefused(String headers) {
        assertThat(asked("/v1/messages/count_tokens", headers)).isEqualTo(401);
    }

    @Test
    void elsewhereAKeyIsNoToken() {
        assertThat(asked("/v1/chat/completions", "x-api-key: TOKEN")).isEqualTo(401);
        assertThat(asked("/v1/messages2", "x-api-key: TOKEN")).isEqualTo(401);
    }

    @Test
    void aPageThatMayCallMaySendWhatAnthropicsClientsSend() {
        var reply = yard.bare("OPTIONS /v1/messages", "Origin: https://console.example.com\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: x-api-key, anthropic-version, anthropic-beta, x-other", "");

        assertThat(reply.head()).containsIgnoringCase("Access-Control-Allow-Headers: x-api-key, anthropic-version, anthropic-beta\r\n");
    }

    private static int asked(String path, String headers) {
        var body = "{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}";
        return yard.bare("POST " + path, headers.replace("TOKEN", yard.token), body).status();
    }

    private static void assertError(ApiYard.Reply reply, String type, String code) {
        var body = json(reply);
        assertThat(body.path("type").asString()).as(reply.body()).isEqualTo("error");
        assertThat(body.at("/error/type").asString()).isEqualTo(type);
        assertThat(body.at("/error/message").asString()).isNotEmpty();
        assertThat(body.at("/error/details/error_code").asString()).isEqualTo(code);
    }

    private static String run(ApiYard.Reply reply) {
        return reply.head().replaceFirst("(?s).*X-Signalbox-Run: (\\S+).*", "$1");
    }

    private static JsonNode json(ApiYard.Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }
}
