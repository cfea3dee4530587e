package signalbox.host.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.ObjectNode;

/// The law of the format: what is written in it and read back is the same.
class MessagesRoundTripTest {
    private static final long SEED = 20_261_201;

    @Test
    void aTranscriptWrittenAndReadBackIsTheSame() {
        var random = new Random(SEED);
        var entry = WireCases.entry(Wire.ANTHROPIC_MESSAGES, "anthropic", "c", "tools", "images");
        for (int round = 0; round < 300; round++) {
            var transcript = transcript(random);
            var written = WireCases.codec(Wire.ANTHROPIC_MESSAGES)
                    .request(new Prompt(transcript, List.of(), new ToolChoice.Auto(), SamplingOptions.NONE), entry);

            var read = read(written.without(List.of("tools", "tool_choice")));

            assertThat(numbered(read)).as("seed %s, round %s", SEED, round).isEqualTo(numbered(transcript));
        }
    }

    /// An answer that a caller sends back, with what its calls returned, names the calls that it was handed.
    @Test
    void anAnswerReadBackIsTheSameTurn() {
        var random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            var calls = calls(random, 1 + random.nextInt(3));
            var turn = new Turn.Assistant(random.nextBoolean() ? List.of() : List.of(new Part.Text("I look.")), calls, List.of());
            var message = new MessagesAnswer("msg_1", "anthropic/c", turn, FinishReason.TOOL_CALLS, new Usage(10, 4, 1, 2)).json();
            var body = WireJson.object().put("model", "m").put("max_tokens", 5);
            var messages = body.putArray("messages");
            messages.addObject().put("role", "user").put("content", "hi");
            messages.addObject().put("role", "assistant").set("content", message.get("content"));
            var results = messages.addObject().put("role", "user").putArray("content");
            for (var block : message.get("content")) {
                if (block.path("type").asString().equals("tool_use")) {
                    assertThat(block.path("id").asString()).matches("toolu_[0-9A-Za-z]{22}");
                    results.addObject().put("type", "tool_result").put("tool_use_id", block.path("id").asString());
                }
            }

            assertThat(read(body).get(1)).as("round %s", round).isEqualTo(turn);
            assertThat(message.path("stop_reason").asString()).isEqualTo("tool_use");
            assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(5);
            assertThat(message.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(4);
        }
    }

    private static List<Turn> transcript(Random random) {
        var turns = new ArrayList<Turn>();
        if (random.nextBoolean()) {
            turns.add(new Turn.Instructions("Be brief."));
        }
        turns.add(new Turn.User(parts(random)));
        for (int i = random.nextInt(4); i > 0; i--) {
            var calls = calls(random, random.nextInt(4));
            List<Part> said = calls.isEmpty() || random.nextBoolean() ? List.of(new Part.Text(word(random))) : List.of();
            turns.add(new Turn.Assistant(said, calls, List.of()));
            calls.forEach(call -> turns.add(new Turn.ToolResult(
                    call.id(), random.nextInt(5) == 0 ? List.of() : parts(random), null, random.nextBoolean(), new TreeSet<>())));
            if (calls.isEmpty() || random.nextBoolean()) {
                turns.add(new Turn.User(parts(random)));
            }
        }
        return turns;
    }

    /// Neighbours of one side are written as one message.
    private static List<Part> parts(Random random) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Text(word(random)));
        if (random.nextInt(4) == 0) {
            parts.add(new Part.Image("image/png", "aGk="));
        }
        return parts;
    }

    private static List<ToolCall> calls(Random random, int many) {
        var calls = new ArrayList<ToolCall>();
        for (int i = 0; i < many; i++) {
            var arguments = WireJson.object().put("a", word(random)).put("n", random.nextInt());
            calls.add(new ToolCall(CallIds.fresh(), "f" + random.nextInt(3), new CallArguments.Parsed(arguments)));
        }
        return calls;
    }

    private static String word(Random random) {
        return List.of("Hello.", "{\"a\": 1}", "line\nline", "ä€𝄞", "</tool_use>", "\"quoted\"").get(random.nextInt(6));
    }

    /// Providers are shown ids of their own form: calls are compared by their order.
    private static List<Turn> numbered(List<Turn> turns) {
        var ids = new ArrayList<CallId>();
        var numbered = new ArrayList<Turn>();
        for (var turn : turns) {
            numbered.add(switch (turn) {
                case Turn.Assistant said -> new Turn.Assistant(said.parts(), said.calls().stream()
                        .map(call -> {
                            ids.add(call.id());
                            return new ToolCall(new CallId("" + ids.size()), call.tool(), call.arguments());
                        })
                        .toList(), List.of());
                case Turn.ToolResult result -> new Turn.ToolResult(
                        new CallId("" + (ids.lastIndexOf(result.call()) + 1)), result.parts(), null, result.error(), Collections.emptySortedSet());
                case Turn.Instructions _, Turn.User _ -> turn;
            });
        }
        return numbered;
    }

    private static List<Turn> read(ObjectNode body) {
        var reading = MessagesRequest.read(body, MessagesVersion.V2023_06_01);
        assertThat(reading).isInstanceOf(CallerRequest.Read.class);
        return ((CallerRequest.Read) reading).request().transcript();
    }
}
