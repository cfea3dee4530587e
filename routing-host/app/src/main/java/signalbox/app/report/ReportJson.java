package signalbox.app.report;

import java.util.ArrayList;
import java.util.List;
import signalbox.json.JsonWriter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A report as JSON objects, one a line: `by` and `key` say what of, and `by` of the last is `total`.
public final class ReportJson {
    private ReportJson() {}

    public static List<String> lines(SpendReport report) {
        var lines = new ArrayList<String>();
        for (var row : report.rows()) {
            lines.add(written(object().put("by", report.by().toString()).put("key", row.key()), row.figures()));
        }
        lines.add(written(object().put("by", "total"), report.total()));
        return lines;
    }

    private static String written(ObjectNode json, Figures figures) {
        put(json, "runs", figures.runs());
        put(json, "requests", figures.requests());
        put(json, "calls", figures.calls());
        json.putObject("tokens")
                .put("input", figures.tokens().input())
                .put("cached", figures.tokens().cacheRead())
                .put("output", figures.tokens().output());
        json.put("cost", figures.spent().usd()).put("at_worst", figures.atWorst().usd());
        return JsonWriter.ascii(json);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void put(ObjectNode json, String name, Figures.Tally tally) {
        json.putObject(name).put("count", tally.count()).put("failed", tally.failed());
    }
}
