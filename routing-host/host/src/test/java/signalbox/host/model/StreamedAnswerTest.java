package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.mask.SecretMask;
import signalbox.policy.catalogue.Wire;

/// What becomes of an answer in events, however its stream ended and whatever was in it.
class StreamedAnswerTest {
    private static final Prompt PROMPT = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final String SAID = "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"Hello\"}}]}";
    private static final String ENDED = "{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}";

    private final StringBuilder heard = new StringBuilder();

    /// Servers that end and do not hang up are common; what is whole by then is not thrown away.
    @ParameterizedTest
    @EnumSource(End.class)
    void anAnswerWhoseEndWasSeenIsAnAnswerHoweverTheStreamEnds(End end) {
        var answer = answer(Wire.OPENAI_CHAT);
        answer.next(SAID);
        answer.next(ENDED);

        assertThat(outcome(answer, Wire.OPENAI_CHAT, end)).isInstanceOfSatisfying(Outcome.Answered.class, answered ->
                assertThat(answered.turn().text()).isEqualTo("Hello"));
        assertThat(heard).hasToString("Hello");
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void oneWhoseEndWasNotSeenNeverIs(End end) {
        var answer = answer(Wire.OPENAI_CHAT);
        answer.next(SAID);

        var outcome = outcome(answer, Wire.OPENAI_CHAT, end);
        if (end == End.LATE) {
            assertThat(outcome).isEqualTo(new Outcome.Slow(WITHIN));
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Nonsense.class);
        }
    }

    /// Each event is small, and each call; together they would be trees of hundreds of megabytes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            OPENAI_CHAT | {"choices": [{"delta": {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "FLOOD"}}]}}]}
            OPENAI_CHAT | {"choices": [{"delta": {"tool_calls": [{"index": N, "id": "N", "function": {"name": "f"}}]}}]}
            OPENAI_CHAT | {"choices": [{"delta": {"tool_calls": [{"index": 0, "extra_content": [TREE]}]}}]}
            OPENAI_RESPONSES | {"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "FLOOD"}
            OPENAI_RESPONSES | {"type": "response.output_item.added", "output_index": N, "item": {"type": "function_call"}}
            OPENAI_RESPONSES | {"type": "response.output_text.delta", "output_index": 0, "content_index": N, "delta": ""}
            OPENAI_RESPONSES | {"type": "response.output_item.done", "output_index": N, "item": {"type": "reasoning", "summary": [TREE]}}
            ANTHROPIC_MESSAGES | {"type": "content_block_start", "index": N, "content_block": {"type": "tool_use", "input": {}}}
            ANTHROPIC_MESSAGES | {"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "input": [TREE]}}
            GEMINI | {"candidates": [{"content": {"parts": [{"functionCall": {"name": "f", "args": {"a": [TREE]}}}]}}]}
            """)
    void countlessValuesInOneStreamAreNonsense(Wire wire, String event) {
        var answer = answer(wire);
        var flood = event.replace("FLOOD", "[".repeat(1_000)).replace("TREE", "{}" + ",{}".repeat(999));
        int events = 0;
        while (answer.next(flood.replace("N", String.valueOf(events)))) {
            assertThat(++events).isLessThan(50_000);
        }

        assertThat(outcome(answer, wire, End.GOT)).isInstanceOfSatisfying(Outcome.Nonsense.class, nonsense ->
                assertThat(nonsense.reason()).contains("500000 JSON values"));
    }

    @Test
    void theArgumentsOfOneCallCountTogether() {
        var answer = answer(Wire.ANTHROPIC_MESSAGES);
        answer.next("{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"tool_use\", \"input\": {}}}");
        int events = 0;
        while (answer.next("{\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"input_json_delta\", \"partial_json\": \""
                + "{},".repeat(1_000) + "\"}}")) {
            assertThat(++events).isLessThan(1_000);
        }

        assertThat(outcome(answer, Wire.ANTHROPIC_MESSAGES, End.GOT)).isInstanceOf(Outcome.Nonsense.class);
    }

    enum End {
        GOT,
        BROKEN,
        LATE
    }

    private StreamedAnswer answer(Wire wire) {
        return new StreamedAnswer(WireCases.codec(wire).fold(), SecretMask.NONE, heard::append, _ -> false);
    }

    private static Outcome outcome(StreamedAnswer answer, Wire wire, End end) {
        var entry = WireCases.entry(wire, "openai", "m");
        ExchangeResult exchange = switch (end) {
            case GOT -> new ExchangeResult.Got(ProviderReply.of(200, Map.of(), ""));
            case BROKEN -> new ExchangeResult.Broken("cut off");
            case LATE -> new ExchangeResult.Late();
        };
        return answer.outcome(exchange, WITHIN, reply -> WireCases.codec(wire).response(PROMPT, entry, reply, CallIds::fresh));
    }
}
