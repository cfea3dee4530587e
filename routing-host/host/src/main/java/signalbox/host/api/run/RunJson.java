package signalbox.host.api.run;

import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.CallArguments;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A run and its events as callers read them.
final class RunJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RunJson() {}

    static ObjectNode run(RunView run) {
        var json = JSON.objectNode();
        json.put("id", run.id().toString()).put("status", run.status().word());
        if (!run.reason().isEmpty()) {
            json.put("reason", run.reason());
        }
        json.put("output", run.output()).put("cost", run.cost().usd()).put("policy", run.policy());
        if (!run.inputs().isEmpty()) {
            var inputs = json.putArray("inputs");
            run.inputs().forEach(input -> inputs.add(input(input)));
        }
        var steps = json.putArray("steps");
        run.steps().forEach(step -> steps.add(step(step)));
        return json;
    }

    private static ObjectNode input(RunView.Input input) {
        var json = input(input.id().value(), input.server(), input.kind(), input.message());
        asked(json, input.schema(), input.url());
        var settled = input.settled();
        if (settled != null) {
            json.put("action", settled.action().word()).put("by", settled.by().word());
        }
        return json;
    }

    private static ObjectNode input(String id, String server, RunView.Input.Kind kind, String message) {
        return JSON.objectNode().put("id", id).put("server", server).put("kind", kind.word()).put("message", message);
    }

    private static void asked(ObjectNode json, @Nullable JsonNode schema, @Nullable String url) {
        if (schema != null) {
            json.set("schema", schema);
        }
        if (url != null) {
            json.put("url", url);
        }
    }

    private static ObjectNode step(RunView.Step step) {
        var json = JSON.objectNode();
        json.put("index", step.index()).put("kind", step.kind()).put("rule", step.rule()).put("model", step.model());
        json.put("cost", step.cost().usd()).put("decision_id", step.decision().toString());
        var attempts = json.putArray("attempts");
        for (var attempt : step.attempts()) {
            var entry = attempts.addObject();
            entry.put("model", attempt.model()).put("outcome", attempt.outcome()).put("ms", attempt.ms());
            if (!attempt.reason().isEmpty()) {
                entry.put("reason", attempt.reason());
            }
            entry.put("cost", attempt.cost().usd());
            entry.set("tokens", tokens(attempt.usage()));
        }
        var calls = json.putArray("tool_calls");
        step.calls().forEach(call -> calls.add(call(call)));
        return json;
    }

    private static ObjectNode call(RunView.Call call) {
        var json = JSON.objectNode();
        json.put("id", call.id().toString()).put("tool", call.tool()).put("version", call.version());
        switch (call.arguments()) {
            case CallArguments.Parsed(var value) -> json.set("arguments", value);
            case CallArguments.Malformed(var text, var _) -> json.put("arguments", text);
        }
        json.put("outcome", call.outcome()).put("decision", call.decision()).put("decision_id", call.decisionId());
        return json.put("rule", call.rule()).put("error", call.error()).put("ms", call.ms());
    }

    private static ObjectNode tokens(Usage usage) {
        return JSON.objectNode()
                .put("input", usage.input())
                .put("cached", usage.cacheRead())
                .put("output", usage.output());
    }

    static ObjectNode event(RunEvent event) {
        var json = JSON.objectNode();
        switch (event) {
            case RunEvent.RunStarted started ->
                json.put("caller", started.caller()).put("model", started.model()).put("policy", started.policy());
            case RunEvent.StepRouted routed -> {
                json.put("step", routed.step()).put("kind", routed.kind()).put("rule", routed.rule());
                var models = json.putArray("models");
                routed.models().forEach(models::add);
                json.put("decision_id", routed.decision());
                if (!routed.missing().isEmpty()) {
                    var missing = json.putObject("missing_tools");
                    routed.missing().forEach((server, why) -> missing.put(server.value(), why));
                }
            }
            case RunEvent.AttemptFinished(var step, var attempt) -> {
                json.put("step", step).put("model", attempt.model()).put("outcome", attempt.outcome());
                json.put("reason", attempt.reason()).put("ms", attempt.ms()).put("cost", attempt.cost().usd());
                json.set("tokens", tokens(attempt.usage()));
            }
            case RunEvent.ToolStarted tool ->
                json.put("step", tool.step())
                        .put("id", tool.call().toString())
                        .put("tool", tool.tool())
                        .put("version", tool.version());
            case RunEvent.ToolFinished tool ->
                json.put("step", tool.step())
                        .put("id", tool.call().toString())
                        .put("tool", tool.tool())
                        .put("version", tool.version())
                        .put("outcome", tool.outcome())
                        .put("decision", tool.ruling().decision())
                        .put("decision_id", tool.ruling().id())
                        .put("rule", tool.ruling().rule())
                        .put("error", tool.error())
                        .put("ms", tool.ms());
            case RunEvent.InputNeeded needed -> {
                json.setAll(input(needed.id(), needed.server(), needed.kind(), needed.message()));
                asked(json, needed.schema(), needed.url());
            }
            case RunEvent.InputSettled settled ->
                json.put("id", settled.id()).put("action", settled.action().word()).put("by", settled.by().word());
            case RunEvent.OutputReset reset -> json.put("step", reset.step());
            case RunEvent.OutputDelta delta -> json.put("step", delta.step()).put("text", delta.text());
            case RunEvent.RunFinished finished ->
                json.put("status", finished.status().word())
                        .put("reason", finished.reason())
                        .put("output", finished.output())
                        .put("cost", finished.cost().usd());
        }
        return json;
    }
}
