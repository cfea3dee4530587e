package signalbox.app.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import signalbox.json.JsonWriter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A drill as JSON objects, one a line: each `move`, then each step that is `stranded`, then the `total`.
public final class DrillJson {
    private DrillJson() {}

    public static List<String> lines(String provider, DrillReport report) {
        var lines = new ArrayList<String>();
        for (var row : report.successors()) {
            var json = object("move").put("from", row.from().value()).put("to", row.to().value()).put("steps", row.steps());
            json.put("cost", row.cost().usd()).put("cost_then", row.costThen().usd());
            put(json, "ms", row.took());
            put(json, "ms_then", row.tookThen());
            json.put("lossy", row.cautions().lossy()).put("not_considered", row.cautions().unconsidered());
            lines.add(JsonWriter.ascii(json));
        }
        for (var step : report.stranded()) {
            lines.add(JsonWriter.ascii(object("stranded")
                    .put("run", step.run()).put("step", step.step()).put("model", step.model().value()).put("reason", step.reason())));
        }
        lines.add(JsonWriter.ascii(object("total").put("without", provider).put("steps", report.steps())
                .put("unaffected", report.unaffected()).put("moved", report.moved()).put("stranded", report.strandedSteps())));
        return lines;
    }

    private static void put(ObjectNode json, String name, OptionalLong millis) {
        if (millis.isPresent()) {
            json.put(name, millis.getAsLong());
        } else {
            json.putNull(name);
        }
    }

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }
}
