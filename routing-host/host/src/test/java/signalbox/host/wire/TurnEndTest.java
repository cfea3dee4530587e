package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.StopCode;
import signalbox.host.turn.ToolChoice;
import signalbox.policy.catalogue.Wire;

/// How a turn ended is stronger than the calls in it, on every wire.
class TurnEndTest {
    private static final String OPENAI = """
            {"choices": [{"finish_reason": "HOW", "message": {"role": "assistant", "content": "Cancelling", "tool_calls": [
              {"id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{\\"id\\": 1}"}}]}}],
             "usage": {"prompt_tokens": 10, "completion_tokens": 5}}""";
    private static final String ANTHROPIC = """
            {"type": "message", "role": "assistant", "stop_reason": "HOW", "content": [
              {"type": "thinking", "thinking": "so", "signature": "s"}, {"type": "text", "text": "Cancelling"},
              {"type": "tool_use", "id": "a", "name": "cancel", "input": {"id": 1}}],
             "usage": {"input_tokens": 10, "output_tokens": 5}}""";
    private static final String RESPONSES = """
            {"status": "incomplete", "incomplete_details": {"reason": "HOW"}, "output": [
              {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "s"},
              {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Cancelling"}]},
              {"type": "function_call", "call_id": "a", "name": "cancel", "arguments": "{\\"id\\": 1}"}],
             "usage": {"input_tokens": 10, "output_tokens": 5}}""";
    private static final String GEMINI = """
            {"candidates": [{"finishReason": "HOW", "content": {"role": "model", "parts": [{"text": "Cancelling"},
              {"functionCall": {"name": "cancel", "args": {"id": 1}}, "thoughtSignature": "s"}]}}],
             "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 5}}""";

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT, length", "OPENAI_CHAT, max_tokens", "OPENAI_CHAT, MAX_TOKENS", "OPENAI_CHAT, model_length",
        "OPENAI_RESPONSES, max_output_tokens", "ANTHROPIC_MESSAGES, max_tokens", "ANTHROPIC_MESSAGES, model_context_window_exceeded", "GEMINI, MAX_TOKENS"
    })
    void aCallInAnAnswerThatWasCutIsNoCall(Wire wire, String finish) {
        Outcome outcome = read(wire, finish);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.turn().calls()).isEmpty();
            assertThat(answered.turn().providerStates()).isEmpty();
            assertThat(answered.turn().text()).isEqualTo("Cancelling");
            assertThat(answered.finish()).isEqualTo(FinishReason.LENGTH);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT, content_filter", "OPENAI_CHAT, refusal", "OPENAI_CHAT, SAFETY", "OPENAI_RESPONSES, content_filter", "ANTHROPIC_MESSAGES, refusal",
        "GEMINI, SAFETY", "GEMINI, PROHIBITED_CONTENT"
    })
    void anAnswerThatWasRefusedMakesNoCall(Wire wire, String finish) {
        assertThat(read(wire, finish)).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT, error", "OPENAI_CHAT, insufficient_system_resource", "OPENAI_RESPONSES, cancelled", "ANTHROPIC_MESSAGES, error", "GEMINI, OTHER"
    })
    void anAnswerThatWasBrokenOffIsNoneAndTheNextModelIsAsked(Wire wire, String finish) {
        assertThat(read(wire, finish)).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aCallInAWholeAnswerIsACall() {
        assertThat(read(Wire.OPENAI_CHAT, "stop")).isInstanceOfSatisfying(
                Outcome.Answered.class, answered -> assertThat(answered.turn().calls()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"choices\": [{\"error\": {\"code\": 502, \"message\": \"upstream gone\"}, \"message\": {\"content\": \"Hal\"}}]}",
        "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"Hi\"}}], \"error\": {\"message\": \"upstream gone\"}}"
    })
    void anErrorInAChoiceOrBesideAnAnswerIsNoAnswer(String body) {
        assertThat(outcome(Wire.OPENAI_CHAT, body)).isInstanceOfSatisfying(
                Outcome.Unavailable.class, outage -> assertThat(outage.reason()).contains("upstream gone"));
    }

    /// A response that failed is about the request, or a filter, or the provider, by its code.
    @ParameterizedTest
    @CsvSource({
        "server_error, Unavailable", "rate_limit_exceeded, Unavailable", "brand_new, Unavailable", "bio_policy, Refused",
        "image_content_policy_violation, Refused", "invalid_prompt, Rejected", "image_too_large, Rejected"
    })
    void aResponseThatFailedSaysWhoseTurnItIs(String code, String outcome) {
        var read = outcome(Wire.OPENAI_RESPONSES, """
                {"status": "failed", "error": {"code": "%s", "message": "so it is"}, "output": [],
                 "usage": {"input_tokens": 10, "output_tokens": 5}}""".formatted(code));

        assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(read.toString()).contains(code).contains("so it is");
        assertThat(read instanceof Outcome.Unavailable out && out.limited()).isEqualTo(code.equals("rate_limit_exceeded"));
    }

    @Test
    void aResponseThatFoundItsInputTooLongIsTooLong() {
        var read = outcome(Wire.OPENAI_RESPONSES, """
                {"status": "failed", "error": {"code": "context_length_exceeded", "message": "too long"}}""");

        assertThat(read).isInstanceOfSatisfying(
                Outcome.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(StopCode.TOO_LONG));
    }

    private static Outcome read(Wire wire, String finish) {
        return outcome(wire, switch (wire) {
            case OPENAI_CHAT -> OPENAI.replace("HOW", finish);
            case OPENAI_RESPONSES -> RESPONSES.replace("HOW", finish);
            case ANTHROPIC_MESSAGES -> ANTHROPIC.replace("HOW", finish);
            case GEMINI -> GEMINI.replace("HOW", finish);
            default -> throw new IllegalArgumentException(wire.word());
        });
    }

    private static Outcome outcome(Wire wire, String body) {
        Prompt prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        return WireCases.codec(wire).response(
                prompt, WireCases.entry(wire, "p", "m"), ProviderReply.of(200, Map.of(), body), CallIds::fresh);
    }
}
