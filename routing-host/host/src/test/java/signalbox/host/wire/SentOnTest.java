package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.host.wire.chat.ChatRequest;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a caller and a model sent arrives as they meant it.
class SentOnTest {
    private static final ModelEntry ENTRY = WireCases.entry(Wire.OPENAI_CHAT, "openai", "m", "tools");

    @ParameterizedTest
    @ValueSource(strings = {"system", "developer"})
    void twoTextPartsOfOneMessageStayApart(String role) {
        var sent = request("""
                {"model": "m", "messages": [{"role": "%s", "content": [
                  {"type": "text", "text": "Rule one."}, {"type": "text", "text": "Rule two."}]}, {"role": "user", "content": "hi"}]}"""
                .formatted(role));

        assertThat(sent.at("/messages/0/content").asString("")).isEqualTo("Rule one.\n\nRule two.");
    }

    @Test
    void anAssistantTurnWithNullContentAndWithoutCallsIsTaken() {
        var sent = request("""
                {"model": "m", "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": null},
                  {"role": "user", "content": "still there?"}]}""");

        assertThat(sent.at("/messages/0/content").asString("")).contains("hi", "still there?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Let me think it over.</think>\\n\\nThe answer | The answer",
        "Over.\\n</think>The answer | The answer",
        "The tag </think> ends it. | The tag </think> ends it.",
        "Write `x\\n</think>` there. | Write `x\\n</think>` there.",
        "All of it is thought\\n</think> | All of it is thought\\n</think>"
    })
    void thinkingThatHasOnlyAClosingTagIsNotTheAnswer(String said, String answer) {
        assertThat(PartText.withoutThinking(said.replace("\\n", "\n"))).isEqualTo(answer.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anyOf", "oneOf"})
    void aUnionAtTheRootOfAFunctionsSchemaIsShownWithItsArguments(String union) {
        var schema = WireCases.object("""
                {"%s": [
                  {"type": "object", "properties": {"kind": {"const": "mail"}, "address": {"type": "string"}}, "required": ["kind", "address"]},
                  {"type": "object", "properties": {"kind": {"const": "sms"}, "phone": {"type": "string"}}, "required": ["kind", "phone"]}]}"""
                .formatted(union));

        var shown = ShownSchema.rooted(schema);

        assertThat(shown).isEqualTo(WireCases.object("""
                {"type": "object", "required": ["kind"],
                 "properties": {"kind": {"anyOf": [{"const": "mail"}, {"const": "sms"}]},
                   "address": {"type": "string"}, "phone": {"type": "string"}},
                 "description": "Give one of these together: kind, address; or kind, phone."}"""));
    }

    @Test
    void whatAModelLeftWithACallGoesBackToItAndToNoOther() {
        var asked = read("""
                {"model": "m", "messages": [{"role": "user", "content": "What is 1 + 2?"}],
                 "tools": [{"type": "function", "function": {"name": "calculate"}}]}""");
        var outcome = WireCases.codec(Wire.OPENAI_CHAT).response(prompt(asked, List.of()), ENTRY, ProviderReply.of(200, Map.of(), """
                {"choices": [{"finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [
                  {"id": "a", "type": "function", "function": {"name": "calculate", "arguments": "{}"},
                   "extra_content": {"google": {"thought_signature": "U0lH"}}}]}}]}"""), CallIds::fresh);
        var turn = ((Outcome.Answered) outcome).turn();
        List<Turn> more = List.of(turn, Transcript.failed(turn.calls().getFirst().id(), "3"));

        var own = WireCases.codec(Wire.OPENAI_CHAT).request(prompt(asked, more), ENTRY);
        var other = WireCases.codec(Wire.OPENAI_CHAT).request(
                prompt(asked, more), WireCases.entry(Wire.OPENAI_CHAT, "openai", "other", "tools"));

        assertThat(own.at("/messages/1/tool_calls/0/extra_content/google/thought_signature").asString("")).isEqualTo("U0lH");
        assertThat(other.at("/messages/1/tool_calls/0/extra_content").isMissingNode()).isTrue();
    }

    private static JsonNode request(String body) {
        return WireCases.codec(Wire.OPENAI_CHAT).request(prompt(read(body), List.of()), ENTRY);
    }

    private static Prompt prompt(CallerRequest read, List<Turn> more) {
        var turns = new ArrayList<>(read.transcript());
        turns.addAll(more);
        return new Prompt(turns, read.tools(), read.choice(), read.options());
    }

    private static CallerRequest read(String body) {
        ObjectNode json = WireCases.object(body);
        return ((CallerRequest.Read) ChatRequest.read(json)).request();
    }
}
