package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.host.fake.Said;
import signalbox.host.fake.StrictProviders.Asked;
import signalbox.retail.Retail;
import signalbox.retail.importer.ShopFile;
import signalbox.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tasks of the tau2 benchmark, each driven through `POST /v1/runs` by models that make its expected calls: every
/// step is taken by another provider than the one before, in another wire.
class TauReplayTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// The start of a task decides which provider begins.
    private static final String ROUTING = """
            policy: in-turn
            groups: {first: [openai/m], second: [anthropic/m], third: [gemini/m], fourth: [openai-responses/m]}
            rules:
              - {name: openai, when: '(step.index + size(run.task)) % 4 == 0', use: first, tools: [retail]}
              - {name: anthropic, when: '(step.index + size(run.task)) % 4 == 1', use: second, tools: [retail]}
              - {name: gemini, when: '(step.index + size(run.task)) % 4 == 2', use: third, tools: [retail]}
              - {name: responses, use: fourth, tools: [retail]}
            """;

    @Test
    void everyTaskEndsAsExpectedWithAnotherProviderAtEachStep() throws IOException {
        var data = Station.sound(ShopFile.read(SharedData.at("tau2-retail")));
        var tasks = Files.readAllLines(SharedData.at("tau2-retail").resolve("tasks-dev.jsonl"));
        var wrong = new ArrayList<String>();
        int right = 0;

        try (var station = new Station(ROUTING)) {
            var desk = new DeskRecords(station.data());
            Retail.install(station.data(), data);
            var start = desk.prints();
            for (int i = 0; i < tasks.size(); i++) {
                var replay = new Replay(station, desk, JSON.readTree(tasks.get(i)), i % 4);
                var found = replay.wrong(start);
                right += found.isEmpty() ? 1 : 0;
                wrong.addAll(found);
                Retail.install(station.data(), data);
            }
            wrong.addAll(station.strict.refusals());
        }

        System.out.println("tau2 replay: " + right + " of " + tasks.size() + " tasks");
        assertThat(wrong).isEmpty();
        assertThat(right).isEqualTo(57);
    }

    /// Where calls of one answer write, they are made in the order in which they were asked for.
    @Test
    void aTaskThatIsAskedForInOneAnswerGivesTheSameResults() throws IOException {
        var data = Station.sound(ShopFile.read(SharedData.at("tau2-retail")));
        var tasks = Files.readAllLines(SharedData.at("tau2-retail").resolve("tasks-dev.jsonl"));
        var wrong = new ArrayList<String>();

        try (var station = new Station(ROUTING)) {
            var desk = new DeskRecords(station.data());
            for (int i = 0; i < tasks.size(); i += 8) {
                Retail.install(station.data(), data);
                var start = desk.prints();
                wrong.addAll(new Replay(station, desk, JSON.readTree(tasks.get(i)), i % 4).wrongInOneAnswer(start));
            }
            wrong.addAll(station.strict.refusals());
        }

        assertThat(wrong).isEmpty();
    }

    /// @param offset the first provider of this task
    private record Replay(Station station, DeskRecords desk, JsonNode task, int offset) {
        List<String> wrong(SortedMap<String, String> start) {
            var mark = mark();
            var lines = new ArrayList<Said>();
            calls().forEach(call -> lines.add(Said.calls(call)));
            lines.add(Said.text("done " + mark));
            station.cues.write(mark, lines);

            var answer = station.run("agent:clerk", "Please do " + mark, ", \"task\": \"" + "x".repeat(offset) + "\"");

            var wrong = new ArrayList<String>();
            same(wrong, "status", answer.text("/status"), "completed");
            same(wrong, "output", answer.text("/output"), "done " + mark);
            same(wrong, "steps", answer.body().path("steps").size(), lines.size());
            var asked = station.cues.asked(mark);
            same(wrong, "requests", asked.size(), lines.size());
            for (int i = 0; i < Math.min(asked.size(), answer.body().path("steps").size()); i++) {
                step(wrong, i, asked, answer.body().path("steps").path(i));
            }
            records(wrong, start);
            station.cues.forget(mark);
            return wrong.stream().map(each -> "task " + id() + ": " + each).toList();
        }

        List<String> wrongInOneAnswer(SortedMap<String, String> start) {
            station.cues.write(mark(), new Said("", calls()), Said.text("done"));

            var answer = station.run("agent:clerk", "Please do " + mark(), ", \"task\": \"" + "x".repeat(offset) + "\"");

            var wrong = new ArrayList<String>();
            same(wrong, "output", answer.text("/output"), "done");
            var results = station.cues.lastResults(mark());
            same(wrong, "number of results", results.size(), calls().size());
            for (int i = 0; i < Math.min(results.size(), calls().size()); i++) {
                result(wrong, results.get(i), task.path("actions").path(i).path("result"));
            }
            records(wrong, start);
            station.cues.forget(mark());
            return wrong.stream().map(each -> "task " + id() + ": " + each).toList();
        }

        private String mark() {
            return "[task " + id() + "]";
        }

        private List<Said.Call> calls() {
            var calls = new ArrayList<Said.Call>();
            for (var action : task.path("actions")) {
                calls.add(new Said.Call(
                        "retail__" + action.path("name").stringValue(), (ObjectNode) action.path("arguments")));
            }
            return calls;
        }

        private String id() {
            return task.path("id").asString();
        }

        private void step(List<String> wrong, int index, List<Asked> asked, JsonNode step) {
            var provider = Station.STRICT.get((index + offset) % 4);
            same(wrong, "wire of step " + index, asked.get(index).wire().profile(), provider);
            same(wrong, "model of step " + index, step.path("model").asString(""), provider + "/m");
            same(wrong, "attempts of step " + index, step.path("attempts").size(), 1);
            if (index == task.path("actions").size() || index + 1 >= asked.size()) {
                return;
            }
            var action = task.path("actions").path(index);
            var call = step.path("tool_calls").path(0);
            boolean failed = action.path("result").asString("").startsWith("Error: ");
            same(wrong, "calls of step " + index, step.path("tool_calls").size(), 1);
            same(wrong, "tool of step " + index, call.path("tool").asString(""), "retail." + action.path("name").asString(""));
            same(wrong, "version of step " + index, call.path("version").asString(""), "1.0.0");
            same(wrong, "decision of step " + index, call.path("decision").asString(""), "allow");
            same(wrong, "error of step " + index, call.path("error").asBoolean(), failed);
            shown(wrong, asked.get(index + 1), action.path("result"), failed);
        }

        /// What the next model was shown, in its own wire.
        private static void shown(List<String> wrong, Asked next, JsonNode gold, boolean failed) {
            same(wrong, "number of results", next.lastResults().size(), 1);
            result(wrong, next.lastResults().isEmpty() ? "" : next.lastResults().getFirst(), gold);
            var flagged = flag(next);
            if (flagged != null) {
                same(wrong, "error flag in " + next.wire().profile(), flagged, failed);
            }
        }

        private static void result(List<String> wrong, String text, JsonNode gold) {
            if (gold.isString()) {
                same(wrong, "result", text, gold.stringValue());
                return;
            }
            var read = JSON.readTree(text);
            if (!Documented.same(read, gold)) {
                wrong.add("result is " + text + " instead of " + gold);
            }
            same(wrong, "rendering", text, Documented.text(read));
        }

        /// Whether the wire says that the last result is an error; null where it cannot say so.
        private static @Nullable Boolean flag(Asked asked) {
            return switch (asked.wire().wire()) {
                case ANTHROPIC_MESSAGES -> last(asked.request().path("messages")).at("/content/0/is_error").asBoolean(false);
                case GEMINI -> last(asked.request().path("contents")).at("/parts/0/functionResponse/response").has("error");
                default -> null;
            };
        }

        private static JsonNode last(JsonNode list) {
            return list.path(list.size() - 1);
        }

        private void records(List<String> wrong, SortedMap<String, String> start) {
            var expected = task.path("expected_changes");
            var ids = new TreeSet<String>();
            compare(wrong, expected.path("orders"), desk::order, ids);
            compare(wrong, expected.path("users"), desk::user, ids);
            compare(wrong, expected.path("products"), desk::product, ids);
            same(wrong, "changed records", desk.changedSince(start), ids);
        }

        private static void compare(
                List<String> wrong, JsonNode expected, Function<String, JsonNode> read, TreeSet<String> ids) {
            for (var record : expected.properties()) {
                ids.add(record.getKey());
                var now = read.apply(record.getKey());
                if (!Documented.same(now, record.getValue())) {
                    wrong.add("record is " + now + " instead of " + record.getValue());
                }
            }
        }

        private static void same(List<String> wrong, String what, Object found, Object expected) {
            if (!Objects.equals(found, expected)) {
                wrong.add(what + " is " + found + " instead of " + expected);
            }
        }
    }
}
