package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Usage;

/// What a provider reports is what is billed, on every wire and however the counts are written.
class ReportedUsageTest {
    @Test
    void reasoningCountedBesideTheCompletionIsOutput() {
        assertThat(openai("""
                {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 1110,
                 "completion_tokens_details": {"reasoning_tokens": 1000}}"""))
                .isEqualTo(new Usage(100, 0, 0, 1_010));
    }

    @Test
    void reasoningCountedInsideTheCompletionIsCountedOnce() {
        assertThat(openai("""
                {"prompt_tokens": 100, "completion_tokens": 1010, "total_tokens": 1110,
                 "completion_tokens_details": {"reasoning_tokens": 1000}}"""))
                .isEqualTo(new Usage(100, 0, 0, 1_010));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "100.0 | 10.0", "\"100\" | \"10\"", "1e2 | 1e1", "99.5 | 9.2"
    })
    void countsAsFloatsOrTextsAreRead(String input, String output) {
        Usage usage = new Usage(100, 0, 0, 10);

        assertThat(openai("{\"prompt_tokens\": " + input + ", \"completion_tokens\": " + output + "}")).isEqualTo(usage);
        assertThat(anthropic("{\"input_tokens\": " + input + ", \"output_tokens\": " + output + "}")).isEqualTo(usage);
        assertThat(responses("{\"input_tokens\": " + input + ", \"output_tokens\": " + output + "}")).isEqualTo(usage);
        assertThat(gemini("{\"promptTokenCount\": " + input + ", \"candidatesTokenCount\": " + output + "}")).isEqualTo(usage);
    }

    @Test
    void geminisTotalCountsWhatItsPartsLeaveOut() {
        assertThat(gemini("{\"promptTokenCount\": 100, \"candidatesTokenCount\": 10, \"totalTokenCount\": 510}"))
                .isEqualTo(new Usage(100, 0, 0, 410));
    }

    @Test
    void whatIsNoCountIsNone() {
        assertThat(openai("{\"prompt_tokens\": \"many\", \"completion_tokens\": -4}")).isNull();
        assertThat(openai("{\"prompt_tokens\": \"1e999999999\", \"completion_tokens\": 1e999}")).isNull();
    }

    private static @Nullable Usage openai(String usage) {
        return read(Wire.OPENAI_CHAT, "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"pong\"}}], \"usage\": " + usage + "}");
    }

    @Test
    void whatTheResponsesApiReadFromItsCacheAndWroteToItIsPartOfTheInput() {
        assertThat(responses("""
                {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 30}, "output_tokens": 50,
                 "output_tokens_details": {"reasoning_tokens": 45}, "total_tokens": 150}"""))
                .isEqualTo(new Usage(100, 40, 30, 50));
    }

    private static @Nullable Usage responses(String usage) {
        return read(Wire.OPENAI_RESPONSES, "{\"status\": \"completed\", \"output\": [{\"type\": \"message\", \"content\": [{\"type\": \"output_text\", \"text\": \"pong\"}]}], \"usage\": " + usage + "}");
    }

    private static @Nullable Usage anthropic(String usage) {
        return read(Wire.ANTHROPIC_MESSAGES, "{\"stop_reason\": \"end_turn\", \"content\": [{\"type\": \"text\", \"text\": \"pong\"}], \"usage\": " + usage + "}");
    }

    private static @Nullable Usage gemini(String usage) {
        return read(Wire.GEMINI, "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [{\"text\": \"pong\"}]}}], \"usageMetadata\": " + usage + "}");
    }

    private static @Nullable Usage read(Wire wire, String body) {
        var prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        var outcome = WireCases.codec(wire).response(
                prompt, WireCases.entry(wire, "p", "m"), ProviderReply.of(200, Map.of(), body), CallIds::fresh);
        return ((Outcome.Answered) outcome).usage();
    }
}
