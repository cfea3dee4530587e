package signalbox.app.log;

import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunView;
import signalbox.json.JsonWriter;
import signalbox.kit.audit.AuditedCall;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A line of the log as one JSON object; what has no value is left out. No character in it steers a terminal either.
public final class LogJson {
    private LogJson() {}

    public static String of(LogLine line) {
        var json = JsonNodeFactory.instance.objectNode()
                .put("at", line.at().toString())
                .put("kind", line.kind())
                .put("who", line.who())
                .put("id", line.id());
        switch (line) {
            case LogLine.Audited(var call) -> audited(call, json);
            case LogLine.Hosted(var run, var call) -> hosted(run, call, json);
            case LogLine.OfRun run -> run(run, json);
        }
        return JsonWriter.ascii(json);
    }

    private static void audited(AuditedCall call, ObjectNode json) {
        put(json, "what", call.about().name());
        put(json, "version", call.about().version());
        put(json, "decision", call.ruling().decision());
        put(json, "rule", call.ruling().rule());
        put(json, "place", call.ruling().place());
        put(json, "reason", call.ruling().reason());
        put(json, "outcome", call.end().outcome());
        json.put("ms", call.end().ms());
        put(json, "run", call.about().run());
    }

    private static void hosted(RunView run, RunView.Call call, ObjectNode json) {
        put(json, "what", call.tool());
        put(json, "version", call.version());
        put(json, "decision", call.decision());
        put(json, "rule", call.rule());
        put(json, "reason", call.ruling().reason());
        put(json, "outcome", call.outcome());
        json.put("ms", call.ms());
        put(json, "run", run.id().toString());
    }

    private static void run(LogLine.OfRun line, ObjectNode json) {
        var run = line.run();
        json.put("what", run.askedModel());
        line.models().forEach(json.putArray("models")::add);
        line.rules().forEach(json.putArray("rules")::add);
        json.put("outcome", run.status().word());
        put(json, "reason", run.reason());
        json.put("cost", run.cost().usd());
        put(json, "task", run.header().about().task());
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }
}
