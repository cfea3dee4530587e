package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.wire.ProviderKeys;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Price;
import signalbox.policy.money.Usage;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;

/// The model that answered is compared with the one that was asked, on each wire, whole and streamed.
class SwappedModelTest {
    private final List<String> heard = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void theModelThatAnsweredIsNamed(Wire wire) {
        for (var outcome : List.of(whole(wire, "gpt-5-2026-01-01"), streamed(wire, "gpt-5-2026-01-01"))) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
                assertThat(answered.served()).isEqualTo("gpt-5-2026-01-01");
                assertThat(answered.turn().text()).isEqualTo("Hello");
            });
        }
        assertThat(String.join("", heard)).isEqualTo("Hello");
    }

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void anotherModelsAnswerIsNoneAndIsNotHeard(Wire wire) {
        for (var outcome : List.of(whole(wire, "gpt-5-mini"), streamed(wire, "gpt-5-mini"))) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Swapped.class, swapped -> {
                assertThat(swapped.served()).isEqualTo("gpt-5-mini");
                assertThat(swapped.instead()).isInstanceOfSatisfying(
                        Outcome.Answered.class, answered -> assertThat(answered.usage()).isNotNull());
            });
        }
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void anAnswerThatNamesNoModelOrNoneThatIsKnownIsTaken(Wire wire) {
        for (var served : List.of("", "our-proxy")) {
            assertThat(whole(wire, served)).isInstanceOfSatisfying(
                    Outcome.Answered.class, answered -> assertThat(answered.served()).isEqualTo(served));
            assertThat(streamed(wire, served)).isInstanceOf(Outcome.Answered.class);
        }
    }

    /// Such as a line break, which would end a header.
    @Test
    void aNameThatIsNoneIsNotKept() {
        assertThat(whole(Wire.OPENAI_CHAT, "gpt-5\\r\\nX-Evil: 1")).isInstanceOfSatisfying(
                Outcome.Answered.class, answered -> assertThat(answered.served()).isEmpty());
    }

    /// Anthropic's own fallbacks: the message begins with the model that was asked, and a block says who went on.
    @Test
    void aBlockThatNamesTheNextModelIsBelieved() {
        var block = "{\"type\": \"fallback\", \"from\": {\"model\": \"gpt-5\"}, \"to\": {\"model\": \"gpt-4o\"}}";
        var body = """
                {"model": "gpt-5", "stop_reason": "end_turn", "content": [%s, {"type": "text", "text": "Hello"}],
                 "usage": {"input_tokens": 3, "output_tokens": 2, "iterations": [
                   {"type": "message", "model": "gpt-5", "input_tokens": 3, "output_tokens": 7},
                   {"type": "message", "model": "gpt-6", "input_tokens": 3, "output_tokens": 0},
                   {"type": "fallback_message", "model": "gpt-4o", "input_tokens": 3, "output_tokens": 2}]}}""".formatted(block);
        var events = events(
                "{\"type\": \"message_start\", \"message\": {\"model\": \"gpt-5\", \"usage\": {\"input_tokens\": 3}}}",
                "{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": " + block + "}",
                "{\"type\": \"content_block_start\", \"index\": 1, \"content_block\": {\"type\": \"text\", \"text\": \"Hello\"}}",
                "{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"end_turn\"}, \"usage\": {\"output_tokens\": 2}}",
                "{\"type\": \"message_stop\"}");

        assertThat(asked(Wire.ANTHROPIC_MESSAGES, Answer.json(body), false)).isInstanceOfSatisfying(Outcome.Swapped.class, swapped -> {
            assertThat(swapped.served()).isEqualTo("gpt-4o");
            assertThat(swapped.besides()).containsExactly(new Outcome.Share("gpt-5", new Usage(3, 0, 0, 7)));
        });
        assertThat(asked(Wire.ANTHROPIC_MESSAGES, Answer.of(200, "text/event-stream", events), true)).isInstanceOfSatisfying(
                Outcome.Swapped.class, swapped -> assertThat(swapped.served()).isEqualTo("gpt-4o"));
        assertThat(heard).isEmpty();
    }

    private Outcome whole(Wire wire, String served) {
        return asked(wire, Answer.json(switch (wire) {
            case OPENAI_CHAT -> """
                    {"model": "%s", "choices": [{"finish_reason": "stop", "message": {"content": "Hello"}}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 2}}""".formatted(served);
            case OPENAI_RESPONSES -> response(served);
            case ANTHROPIC_MESSAGES -> """
                    {"model": "%s", "stop_reason": "end_turn", "content": [{"type": "text", "text": "Hello"}],
                     "usage": {"input_tokens": 3, "output_tokens": 2}}""".formatted(served);
            default -> """
                    {"modelVersion": "%s", "candidates": [{"finishReason": "STOP", "content": {"parts": [{"text": "Hello"}]}}],
                     "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2}}""".formatted(served);
        }), false);
    }

    private static String response(String served) {
        return """
                {"model": "%s", "status": "completed", "usage": {"input_tokens": 3, "output_tokens": 2},
                 "output": [{"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hello"}]}]}""".formatted(served);
    }

    private Outcome streamed(Wire wire, String served) {
        return asked(wire, Answer.of(200, "text/event-stream", switch (wire) {
            case OPENAI_CHAT -> events(
                    "{\"model\": \"" + served + "\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"Hel\"}}]}",
                    "{\"model\": \"" + served + "\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"lo\"}, \"finish_reason\": \"stop\"}]}",
                    "{\"choices\": [], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 2}}", "[DONE]");
            case OPENAI_RESPONSES -> events(
                    "{\"type\": \"response.created\", \"response\": {\"model\": \"" + served + "\", \"status\": \"in_progress\", \"output\": []}}",
                    "{\"type\": \"response.output_item.added\", \"output_index\": 0, \"item\": {\"type\": \"message\", \"role\": \"assistant\", \"content\": []}}",
                    "{\"type\": \"response.output_text.delta\", \"output_index\": 0, \"content_index\": 0, \"delta\": \"Hello\"}",
                    "{\"type\": \"response.completed\", \"response\": " + response(served).replace("\n", " ") + "}");
            case ANTHROPIC_MESSAGES -> events(
                    "{\"type\": \"message_start\", \"message\": {\"model\": \"" + served + "\", \"usage\": {\"input_tokens\": 3}}}",
                    "{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}}",
                    "{\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"Hello\"}}",
                    "{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"end_turn\"}, \"usage\": {\"output_tokens\": 2}}",
                    "{\"type\": \"message_stop\"}");
            default -> events(
                    "{\"modelVersion\": \"" + served + "\", \"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hel\"}]}}]}",
                    "{\"modelVersion\": \"" + served + "\", \"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [{\"text\": \"lo\"}]}}],"
                            + " \"usageMetadata\": {\"promptTokenCount\": 3, \"candidatesTokenCount\": 2}}");
        }), true);
    }

    private static String events(String... data) {
        return "data: " + String.join("\n\ndata: ", data) + "\n\n";
    }

    private Outcome asked(Wire wire, Answer answer, boolean stream) {
        var profile = switch (wire) {
            case OPENAI_CHAT -> "openai";
            case OPENAI_RESPONSES -> "openai-responses";
            case ANTHROPIC_MESSAGES -> "anthropic";
            default -> "gemini";
        };
        var prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        try (var http = new ScriptedHttp(_ -> answer); var transport = new Transport()) {
            var provider = new Provider("p", wire, profile, http.uri(""), new SecretRef.None());
            var name = new ModelName("p/m");
            var entry = new ModelEntry(name, provider, new Naming("gpt-5", ""), 100_000, 8_000, Price.FREE, new TreeSet<>());
            var catalogue = new ModelCatalogue(new TreeMap<>(), new TreeMap<>(Map.of(name, entry)));
            var model = ((Connector.Ready) Models.of(catalogue, ProviderKeys.of(Map.of()), transport, Map.of()).find(name)).model();
            var within = Duration.ofSeconds(20);
            return stream ? model.stream(prompt, within, heard::add) : model.ask(prompt, within);
        }
    }
}
