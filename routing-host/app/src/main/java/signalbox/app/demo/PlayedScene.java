package signalbox.app.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A scene and the run that came of it.
record PlayedScene(Scene scene, JsonNode run, List<HostClient.Routed> routed) {
    /// The tool calls of the run, in order, in the form of [Scene#expected].
    List<String> calls() {
        var calls = new ArrayList<String>();
        for (var step : run.path("steps")) {
            for (var call : step.path("tool_calls")) {
                calls.add(call.path("tool").asString("") + "@" + call.path("version").asString("") + " "
                        + call.path("decision").asString(""));
            }
        }
        return calls;
    }

    /// @param live real models plan as they like: that the run completed is all that is asked of them
    boolean isGood(boolean live) {
        return "completed".equals(run.path("status").asString("")) && (live || calls().equals(scene.expected()));
    }

    /// The decision that denied a call of the run, if one did.
    Optional<String> denial() {
        for (var step : run.path("steps")) {
            for (var call : step.path("tool_calls")) {
                if ("deny".equals(call.path("decision").asString(""))) {
                    return Optional.of(call.path("decision_id").asString(""));
                }
            }
        }
        return Optional.empty();
    }

    BigDecimal cost() {
        return run.path("cost").decimalValue();
    }
}
