package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.database.Database;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;

/// `log` beside a running `up`, on the policies of the demonstration.
class LogTest {
    @Test
    void whatWasDecidedAndWhatRanIsListedTheNewestFirst(@TempDir Path data) throws Exception {
        try (var up = RunningUp.start(data, Checkout.root().resolve("policies/demo"))) {
            assertThat(log(up).out()).isEmpty();
            assertThat(log(up).err()).contains("nothing was called and nothing ran", "every run of the host is listed here");

            var denied = up.run(up.firstToken(), "Please cancel my pending order #W1000003, it is no longer needed.");
            var looked = up.run(up.firstToken(), "What is the status of my order #W1000002?");

            var lines = log(up).out().lines().toList();
            assertThat(lines).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  (call|run) +agent:quickstart .*  (dec|run)_\\w+"));
            assertThat(lines).isSortedAccordingTo((one, other) -> other.substring(0, 20).compareTo(one.substring(0, 20)));
            assertThat(one(lines, looked.path("id").asString())).containsPattern(
                    "  signalbox/auto on offline/\\w+.*  completed by plan.*; \\d+\\.\\d+ USD  run_");
            assertThat(one(lines, decision(denied))).containsPattern("  retail\\.cancel_pending_order@2\\.0\\.0 +deny by default  dec_");
            assertThat(one(lines, decision(looked))).containsPattern("  retail\\.\\w+@2\\.\\d+\\.\\d+ +allow by looks-up\\.may\\[\\d\\] at .*permissions\\.yaml:\\d+:\\d+  dec_");

            assertThat(log(up, "--denied").out().lines()).singleElement().asString().endsWith(decision(denied));
            assertThat(log(up, "--limit", "1").out()).isEqualTo(lines.getFirst());
            assertThat(log(up, "--limit", "1").err()).contains("--limit N lists more");
            assertThat(log(up, "--since", "1h", "--principal", "agent:quickstart").out().lines()).containsExactlyElementsOf(lines);
            assertThat(Child.run("log", "--database", up.database()).out().lines()).containsExactlyElementsOf(lines);

            var objects = log(up, "--json").out().lines().map(RunningUp.JSON::readTree).toList();
            assertThat(objects).extracting(each -> each.path("id").asString())
                    .containsExactlyElementsOf(lines.stream().map(line -> line.replaceFirst(".* ", "")).toList());
            var run = object(objects, looked.path("id").asString());
            assertThat(run.path("outcome").asString()).isEqualTo("completed");
            assertThat(run.path("cost").decimalValue()).isEqualByComparingTo(looked.path("cost").decimalValue());
            var call = object(objects, decision(denied));
            assertThat(call.path("decision").asString()).isEqualTo("deny");
            assertThat(call.path("run").asString()).isEqualTo(denied.path("id").asString());
            assertThat(call.path("reason").asString()).contains("no rule matched");

            var report = Child.runHere("report", "--by", "task", "--data", data.toString());
            assertThat(report.err()).isEmpty();
            assertThat(report.out().lines()).hasSize(3).first().asString().startsWith("task    runs  failed");
            var total = RunningUp.JSON.readTree(Child.runHere("report", "--json", "--data", data.toString()).out().lines().toList().getLast());
            assertThat(total.path("runs").path("count").asInt()).isEqualTo(2);
            assertThat(total.path("cost").decimalValue())
                    .isEqualByComparingTo(looked.path("cost").decimalValue().add(denied.path("cost").decimalValue()));
        }
    }

    @Test
    void whatCannotBeListedIsRefusedSayingWhatWouldBeRight(@TempDir Path data) throws Exception {
        try (var up = RunningUp.start(data, Checkout.root().resolve("policies/demo"))) {
            assertThat(log(up, "--principal", "agent:support-desk").err()).contains("nothing was called and nothing ran for 'agent:support-desk'");
            refused(log(up, "--principal", "agent:suport-desk"), "'agent:suport-desk'", "did you mean agent:support-desk?");
            refused(log(up, "--principal", "support-desk"), "'support-desk' names no principal: write agent:, person: or host:");
            refused(log(up, "--since", "yesterday"), "'yesterday' is not a duration: write 30d, 12h or 15m");
            assertThat(Child.runHere("report", "--data", data.toString()).err()).contains("no run began in the last 7d");
            refused(Child.runHere("report", "--by", "colour", "--data", data.toString()), "'--by colour' is not a column of the report: write principal,");
            refused(log(up, "--limit", "0"), "'--limit 0' lists nothing: write 1 or more");
        }
    }

    @Test
    void aDatabaseThatNoSignalboxHasUsedSaysSo() throws Exception {
        try (var empty = Database.temporary()) {
            var refused = Child.runHere("log", "--database", empty.url());

            refused(refused, "no Signalbox has run on '" + empty + "' yet");
            assertThat(refused.err()).doesNotContain(empty.url());
        }
    }

    private static void refused(Child.Ended ended, String... texts) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(texts);
    }

    private static Child.Ended log(RunningUp up, String... options) {
        var arguments = new ArrayList<>(List.of("log", "--data", up.data().toString()));
        arguments.addAll(List.of(options));
        return Child.runHere(arguments.toArray(String[]::new));
    }

    private static String decision(JsonNode run) {
        return run.at("/steps/0/tool_calls/0/decision_id").asString();
    }

    private static String one(List<String> lines, String id) {
        return lines.stream().filter(line -> line.endsWith("  " + id)).findFirst().orElseThrow();
    }

    private static JsonNode object(List<JsonNode> objects, String id) {
        return objects.stream().filter(each -> each.path("id").asString().equals(id)).findFirst().orElseThrow();
    }
}
