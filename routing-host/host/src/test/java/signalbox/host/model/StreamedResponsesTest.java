package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Usage;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;

/// An answer of the Responses API that comes in events, over HTTP, as the service sends it: with events nobody asked for, and
/// reasoning that is whole only at its end.
class StreamedResponsesTest {
    private static final String BEGUN = """
            event: response.created
            data: {"type": "response.created", "sequence_number": 0, "response": {"id": "resp_1", "status": "in_progress", "output": [], "usage": null}}

            event: response.output_item.added
            data: {"type": "response.output_item.added", "sequence_number": 1, "output_index": 0, "item": {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "half"}}

            event: response.output_item.done
            data: {"type": "response.output_item.done", "sequence_number": 2, "output_index": 0, "item": {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "whole", "status": "completed"}}

            event: response.output_item.added
            data: {"type": "response.output_item.added", "sequence_number": 3, "output_index": 1, "item": {"type": "message", "id": "msg_1", "role": "assistant", "content": []}}

            event: response.content_part.added
            data: {"type": "response.content_part.added", "sequence_number": 4, "output_index": 1, "content_index": 0, "part": {"type": "output_text", "text": ""}}

            event: response.output_text.delta
            data: {"type": "response.output_text.delta", "sequence_number": 5, "output_index": 1, "content_index": 0, "delta": "I lo", "obfuscation": "x3"}

            event: response.output_text.delta
            data: {"type": "response.output_text.delta", "sequence_number": 6, "output_index": 1, "content_index": 0, "delta": "ok."}

            event: response.output_item.added
            data: {"type": "response.output_item.added", "sequence_number": 7, "output_index": 2, "item": {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "find", "arguments": ""}}

            event: response.function_call_arguments.delta
            data: {"type": "response.function_call_arguments.delta", "sequence_number": 8, "output_index": 2, "delta": "{\\"id\\": 1}"}

            """;
    /// As servers send it that list no items again.
    private static final String ENDED = """
            event: response.completed
            data: {"type": "response.completed", "sequence_number": 9, "response": {"id": "resp_1", "status": "completed", "output": [], "usage": {"input_tokens": 9, "output_tokens": 5}}}

            """;
    private static final String FAILED = """
            event: error
            data: {"type": "error", "sequence_number": 9, "code": "server_error", "message": "The server had an error."}

            """;

    private final StringBuilder heard = new StringBuilder();

    @Test
    void anAnswerIsHeardAsItComesAndReadOnceItIsWhole() {
        var outcome = stream(BEGUN + ENDED);

        assertThat(heard).hasToString("I look.");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.turn().text()).isEqualTo("I look.");
            assertThat(answered.turn().calls()).extracting(call -> call.tool() + " " + call.arguments())
                    .containsExactly("find Parsed[value={\"id\":1}]");
            assertThat(answered.turn().providerStates().getFirst().content().toString())
                    .isEqualTo("[{\"reasoning\":{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"whole\"}},{\"part\":0},{\"call\":0}]");
            assertThat(answered.usage()).isEqualTo(new Usage(9, 0, 0, 5));
        });
    }

    @Test
    void anAnswerWithoutItsEndIsNoneAndItsCallIsNotMade() {
        assertThat(stream(BEGUN)).isEqualTo(new Outcome.Nonsense("the stream ended before the answer did", null));
    }

    @Test
    void anErrorAmongTheEventsIsTheEndOfTheAnswer() {
        assertThat(stream(BEGUN + FAILED)).isInstanceOfSatisfying(
                Outcome.Nonsense.class, broken -> assertThat(broken.reason()).contains("server_error", "The server had an error."));
    }

    private Outcome stream(String events) {
        try (var server = new ScriptedHttp(seen -> {
                    assertThat(seen.path()).isEqualTo("/v1/responses");
                    assertThat(WireJson.parse(seen.body()).path("stream").asBoolean()).isTrue();
                    return Answer.of(200, "text/event-stream", events);
                });
                var transport = new Transport()) {
            var provider = new Provider("openai", Wire.OPENAI_RESPONSES, "openai", server.uri("/v1"), new SecretRef.Env("KEY"));
            var plain = WireCases.entry(Wire.OPENAI_RESPONSES, "openai", "gpt-5.6", "tools");
            var entry = new ModelEntry(
                    plain.name(), provider, plain.naming(), plain.context(), plain.output(), plain.price(), new TreeSet<>(plain.can()));
            var catalogue = new ModelCatalogue(new TreeMap<>(), new TreeMap<>(Map.of(entry.name(), entry)));
            var models = Models.of(catalogue, ProviderKeys.of(Map.of("KEY", "k")), transport, Map.of());
            var prompt = new Prompt(
                    List.of(new Turn.User(List.of(new Part.Text("Find it.")))),
                    List.of(new ToolOffer("find", "Finds.", WireJson.object())), new ToolChoice.Auto(), SamplingOptions.NONE);
            return ((Connector.Ready) models.find(entry.name())).model().stream(prompt, Duration.ofSeconds(20), heard::append);
        }
    }
}
