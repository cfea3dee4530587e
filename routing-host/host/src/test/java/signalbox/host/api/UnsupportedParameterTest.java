package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.json.JsonMapper;

/// A parameter goes to a model that has a place for it, and where none is left its caller is told its name.
class UnsupportedParameterTest {
    private static final String MODELS = """
            providers:
              chat: {wire: openai-chat, url: 'CHAT'}
              claude: {wire: anthropic-messages, url: 'CLAUDE'}
            models:
              chat/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools]}
              claude/m: {context: 20000, output: 4000, price: {input: 1, output: 10}, can: [tools]}
            """;
    private static final String ASKED = """
            {"model": "signalbox/auto", "seed": 7, "messages": [{"role": "user", "content": "hi"}]}""";

    private final ScriptedHttp chat = new ScriptedHttp(_ -> Answer.json("""
            {"choices": [{"finish_reason": "stop", "message": {"content": "Hello."}}]}"""));
    private final ScriptedHttp claude = new ScriptedHttp(_ -> Answer.json("""
            {"content": [{"type": "text", "text": "Hello."}], "stop_reason": "end_turn"}"""));

    @AfterEach
    void shut() {
        chat.close();
        claude.close();
    }

    @Test
    void theNextCandidateThatHasAPlaceForItAnswers() {
        try (var yard = yard("policy: t\ngroups: {both: [claude/m, chat/m]}\nrules: [{name: all, use: both}]\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(claude.seen()).isEmpty();
            assertThat(chat.seen().getFirst().body()).contains("\"seed\":7");
        }
    }

    @Test
    void whereNoneHasAPlaceForItItsCallerIsToldItsName() {
        try (var yard = yard("policy: t\nrules: [{name: all, use: claude/m}]\n")) {
            var reply = yard.post("/v1/chat/completions", ASKED);
            var error = JsonMapper.shared().readTree(reply.body()).path("error");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(error.path("code").asString("")).isEqualTo("unsupported_parameter");
            assertThat(error.path("param").asString("")).isEqualTo("seed");
            assertThat(error.path("message").asString("")).contains("claude/m", "would lose 'seed' (openai-chat and gemini only)");
            assertThat(claude.seen()).isEmpty();
        }
    }

    @Test
    void aPolicyMayAllowTheLoss() {
        try (var yard = yard("policy: t\nrules: [{name: all, use: claude/m}]\nswitching: {lossy: allow}\n")) {
            assertThat(yard.post("/v1/chat/completions", ASKED).status()).isEqualTo(200);
            assertThat(claude.seen().getFirst().body()).doesNotContain("seed");
        }
    }

    private ApiYard yard(String routing) {
        return new ApiYard(
                MODELS.replace("CHAT", chat.uri("/v1").toString()).replace("CLAUDE", claude.uri("/v1").toString()), routing);
    }
}
