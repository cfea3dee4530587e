package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.retail.record.PythonJson;
import signalbox.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The benchmark's own records and tasks.
class BenchmarkTest {
    private static final List<String> OPTIONAL = List.of(
            "cancel_reason",
            "exchange_items",
            "exchange_new_items",
            "exchange_payment_method_id",
            "exchange_price_difference",
            "return_items",
            "return_payment_method_id");

    @Test
    void everyTaskGivesTheExpectedResultsAndRecords() throws IOException {
        var retail = RetailFixture.with(RetailFixture.benchmark());
        var start = retail.fingerprints();
        var wrong = new ArrayList<String>();

        var tasks = Files.readAllLines(SharedData.at("tau2-retail").resolve("tasks-dev.jsonl"));
        for (var line : tasks) {
            var task = RetailFixture.JSON.readTree(line);
            retail.undone(() -> {
                wrong.addAll(wrongResults(retail, task));
                wrong.addAll(wrongRecords(retail, task, start));
            });
        }

        assertThat(wrong).isEmpty();
        assertThat(tasks).hasSize(57);
    }

    @Test
    void whatIsLoadedIsReadBackUnchanged() throws IOException {
        var retail = RetailFixture.with(RetailFixture.benchmark());
        var start = RetailFixture.JSON.readTree(Files.readString(SharedData.at("tau2-retail").resolve("db.json")));

        var differing = differing(retail, (ObjectNode) start);

        assertThat(differing).isEmpty();
        assertThat(start.path("orders")).hasSize(1000);
    }

    private static List<String> wrongResults(RetailFixture retail, JsonNode task) {
        var wrong = new ArrayList<String>();
        for (var action : task.path("actions")) {
            var outcome = retail.call(action.path("name").stringValue(), action.path("arguments").toString());
            var expected = action.path("result");
            boolean same = expected.isString()
                    ? outcome.text().equals(expected.stringValue())
                    : PythonJson.text(sorted(RetailFixture.JSON.readTree(outcome.text()))).equals(PythonJson.text(sorted(expected)));
            if (!same || outcome.error() != (expected.isString() && expected.stringValue().startsWith("Error: "))) {
                wrong.add(task.path("id") + ": " + action + " gave " + outcome.text());
            }
        }
        return wrong;
    }

    /// The expected records must have changed as expected, and no other record at all.
    private static List<String> wrongRecords(RetailFixture retail, JsonNode task, Map<String, String> start) {
        var expected = (ObjectNode) task.path("expected_changes");
        var wrong = differing(retail, expected);
        var changed = new TreeSet<>(expected.path("orders").propertyNames());
        changed.addAll(expected.path("users").propertyNames());
        retail.fingerprints().forEach((id, print) -> {
            if (!print.equals(start.get(id)) != changed.contains(id)) {
                wrong.add(id + " changed against expectation, or not");
            }
        });
        return wrong.stream().map(id -> task.path("id") + ": " + id).toList();
    }

    private static List<String> differing(RetailFixture retail, ObjectNode expected) {
        var differing = new ArrayList<String>();
        compare(retail, expected.path("products"), "get_product_details", "product_id", differing);
        compare(retail, expected.path("users"), "get_user_details", "user_id", differing);
        for (var order : expected.path("orders")) {
            OPTIONAL.stream().filter(name -> !order.has(name)).forEach(((ObjectNode) order)::putNull);
        }
        compare(retail, expected.path("orders"), "get_order_details", "order_id", differing);
        return differing;
    }

    private static void compare(RetailFixture retail, JsonNode map, String tool, String argument, List<String> differing) {
        for (var record : map.properties()) {
            var text = retail.call(tool, RetailFixture.JSON.createObjectNode().put(argument, record.getKey()).toString()).text();
            var wanted = PythonJson.text(record.getValue());
            if (!text.equals(wanted)
                    && !PythonJson.text(sorted(RetailFixture.JSON.readTree(text))).equals(PythonJson.text(sorted(record.getValue())))) {
                differing.add(record.getKey() + ": " + text + " instead of " + wanted);
            }
        }
    }

    /// The same tree with sorted keys: the task file sorts them.
    private static JsonNode sorted(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            var sorted = RetailFixture.JSON.createObjectNode();
            object.propertyNames().stream().sorted().forEach(name -> sorted.set(name, sorted(object.path(name))));
            return sorted;
        }
        if (tree.isArray()) {
            var list = RetailFixture.JSON.createArrayNode();
            tree.forEach(element -> list.add(sorted(element)));
            return list;
        }
        return tree;
    }
}
