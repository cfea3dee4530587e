package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.host.fake.FakeWire;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The law of the wires: whatever provider takes each step, no request is refused and the transcript is the one of a
/// conversation that never switched.
class SwitchingTest {
    private static final long SEED = 20_261_123;

    @Test
    void anotherProviderAtEveryStepLeavesTheTranscriptAsIfThereHadBeenOne() {
        Random random = new Random(SEED);
        List<ToolOffer> tools = List.of(
                new ToolOffer("retail__get_order", "Reads.", WireCases.object("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}}}")),
                new ToolOffer("a.b", "Dots.", WireJson.object()),
                new ToolOffer("a_b", "", WireJson.object()),
                new ToolOffer("9lives@2.0.0", "Odd.", WireJson.object()));

        for (int round = 0; round < 300; round++) {
            List<Said> script = script(random, tools);
            List<FakeWire> switching = new ArrayList<>();
            script.forEach(_ -> switching.add(pick(random, FakeWire.all())));
            FakeWire one = pick(random, FakeWire.all());

            List<Turn> switched = converse(script, switching, tools);
            List<Turn> stayed = converse(script, script.stream().map(_ -> one).toList(), tools);

            assertThat(canonical(switched))
                    .as("seed %s, round %s, %s", SEED, round, switching)
                    .isEqualTo(canonical(stayed));
        }
    }

    @Test
    void realToolDefinitionsAndCallsPassThroughEveryWire() throws IOException {
        Path data = SharedData.at("bfcl");
        int seen = 0;
        for (String set : List.of("multiple", "parallel_multiple")) {
            Map<String, JsonNode> answers = new TreeMap<>();
            for (String line : Files.readAllLines(data.resolve(set + ".answers.jsonl"))) {
                JsonNode answer = WireJson.parse(line);
                answers.put(answer.path("id").asString(), answer.path("ground_truth"));
            }
            for (String line : Files.readAllLines(data.resolve(set + ".jsonl"))) {
                JsonNode task = WireJson.parse(line);
                List<ToolOffer> tools = offers(task.path("function"));
                List<Said> script =
                        List.of(calls(answers.getOrDefault(task.path("id").asString(), WireJson.array())), Said.text("Done."));
                List<List<Object>> transcripts = new ArrayList<>();
                for (FakeWire wire : FakeWire.all()) {
                    FakeWire next = FakeWire.all().get(seen % FakeWire.all().size());
                    transcripts.add(canonical(converse(script, List.of(wire, next), tools)));
                }
                assertThat(new java.util.HashSet<>(transcripts)).as(task.path("id").asString()).hasSize(1);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(390);
    }

    private static List<Turn> converse(List<Said> script, List<FakeWire> wires, List<ToolOffer> tools) {
        AtomicInteger ids = new AtomicInteger();
        List<Turn> transcript = new ArrayList<>();
        transcript.add(new Turn.Instructions("Be brief."));
        transcript.add(new Turn.User(List.of(new Part.Text("Please."))));
        for (int step = 0; step < script.size(); step++) {
            FakeWire fake = wires.get(step);
            String model = "m-" + (step % 2);
            ModelEntry entry = WireCases.entry(fake.wire(), fake.profile(), model, "tools");
            Codec codec = WireCases.codec(fake.wire());
            Prompt prompt = new Prompt(transcript, tools, new ToolChoice.Auto(), SamplingOptions.NONE);
            ObjectNode request = codec.request(prompt, entry);
            assertThat(fake.faults(request)).as("%s, step %s: %s", fake.profile(), step, request).isEmpty();
            Said said = shown(script.get(step), tools, fake.toolNames(request));
            ProviderReply reply = ProviderReply.of(200, Map.of(), WireJson.write(fake.answer(said, model)));
            Outcome outcome = codec.response(prompt, entry, reply, () -> new CallId("call-" + ids.getAndIncrement()));
            assertThat(outcome).as(fake.profile()).isInstanceOf(Outcome.Answered.class);
            Turn.Assistant turn = ((Outcome.Answered) outcome).turn();
            transcript.add(turn);
            for (ToolCall call : turn.calls()) {
                transcript.add(new Turn.ToolResult(
                        call.id(), List.of(new Part.Text("done: " + call.tool())), null, false, new TreeSet<>()));
            }
            if (turn.calls().isEmpty()) {
                transcript.add(new Turn.User(List.of(new Part.Text("Go on."))));
            }
        }
        return transcript;
    }

    /// The same words with each tool under the name this provider's model sees.
    private static Said shown(Said said, List<ToolOffer> tools, List<String> names) {
        List<Said.Call> calls = new ArrayList<>();
        for (Said.Call call : said.calls()) {
            int index = tools.stream().map(ToolOffer::name).toList().indexOf(call.tool());
            calls.add(new Said.Call(names.get(index), call.arguments()));
        }
        return new Said(said.text(), calls);
    }

    private static List<Object> canonical(List<Turn> transcript) {
        List<Object> turns = new ArrayList<>();
        for (Turn turn : transcript) {
            if (turn instanceof Turn.Assistant assistant) {
                turns.add(assistant.parts());
                assistant.calls().forEach(call -> turns.add(List.of(call.id(), call.tool(), parsed(call.arguments()))));
            } else {
                turns.add(turn);
            }
        }
        return turns;
    }

    private static String parsed(CallArguments arguments) {
        return switch (arguments) {
            case CallArguments.Parsed parsed -> WireJson.write(parsed.value());
            case CallArguments.Malformed malformed -> "malformed: " + malformed.text();
        };
    }

    private static List<Said> script(Random random, List<ToolOffer> tools) {
        List<Said> script = new ArrayList<>();
        int steps = 2 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            List<Said.Call> calls = new ArrayList<>();
            int size = random.nextInt(4);
            for (int c = 0; c < size; c++) {
                ObjectNode arguments = WireJson.object();
                arguments.put("n", random.nextLong()).put("text", "\"é\u2028\uD83D\uDE00\\" + random.nextInt());
                arguments.putArray("list").add(1.5).addNull().add(true);
                calls.add(new Said.Call(pick(random, tools).name(), arguments));
            }
            script.add(new Said(size == 0 || random.nextBoolean() ? "Text " + i : "", calls));
        }
        return script;
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Said calls(JsonNode truth) {
        List<Said.Call> calls = new ArrayList<>();
        for (JsonNode one : truth) {
            one.properties().forEach(call -> {
                ObjectNode arguments = WireJson.object();
                call.getValue().properties().forEach(argument -> {
                    JsonNode first = argument.getValue().path(0);
                    if (!first.isMissingNode() && !first.equals(WireJson.parse("\"\""))) {
                        arguments.set(argument.getKey(), first);
                    }
                });
                calls.add(new Said.Call(call.getKey(), arguments));
            });
        }
        return new Said("", calls);
    }

    private static List<ToolOffer> offers(JsonNode functions) {
        Map<String, ToolOffer> offers = new java.util.LinkedHashMap<>();
        for (JsonNode function : functions) {
            String name = function.path("name").asString();
            ObjectNode schema = (ObjectNode) standard(function.get("parameters"));
            offers.put(name, new ToolOffer(name, function.path("description").asString(""), schema));
        }
        return List.copyOf(offers.values());
    }

    /// The data's dialect in JSON Schema's words.
    private static JsonNode standard(@Nullable JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node == null ? WireJson.object() : node;
        }
        ObjectNode copy = WireJson.object();
        object.properties().forEach(field -> {
            String text = field.getValue().asString("");
            if (field.getKey().equals("type") && field.getValue().isString()) {
                copy.put("type", switch (text) {
                    case "dict" -> "object";
                    case "float" -> "number";
                    case "tuple" -> "array";
                    case "any" -> "string";
                    default -> text;
                });
            } else if (!field.getKey().equals("optional")) {
                copy.set(field.getKey(), standard(field.getValue()));
            }
        });
        return copy;
    }
}
