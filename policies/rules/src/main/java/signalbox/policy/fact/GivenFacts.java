package signalbox.policy.fact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.policy.fact.StepFacts.Tool;
import tools.jackson.databind.JsonNode;

/// The facts of a test in a policy file; what `given` does not name is as at the start of a run without limits.
public record GivenFacts(JsonNode given) {
    public Facts facts() {
        var run = new RunFacts(
                text("run.caller", "agent:test"),
                text("run.task", ""),
                texts("run.labels"),
                textByKey("run.metadata"),
                text("run.session", ""),
                number("run.budget_left", 1_000_000),
                number("run.seconds_left", 86_400));
        return new Facts(run, step(run));
    }

    private StepFacts step(RunFacts run) {
        int index = whole("step.index");
        var labels = new LinkedHashSet<>(run.labels());
        labels.addAll(texts("step.labels"));
        var lastCall = given.path("step.last_call");
        return new StepFacts(
                index,
                text("step.after", "user"),
                text("step.kind", index == 0 ? "plan" : "act"),
                new StepFacts.Signals(
                        text("step.task", run.task()), number("step.task_confidence", 1), number("step.complexity", 0)),
                new StepFacts.Input(whole("step.tokens"), labels, tools(), texts("step.wants")),
                new StepFacts.Past(
                        lastCall.isMissingNode() ? null : tool(lastCall, "tool"),
                        text("step.last_model", ""),
                        whole("step.failures")));
    }

    private String text(String name, String unwritten) {
        return given.path(name).asString(unwritten);
    }

    private double number(String name, double unwritten) {
        return given.path(name).asDouble(unwritten);
    }

    private int whole(String name) {
        return given.path(name).asInt(0);
    }

    private Set<String> texts(String name) {
        return texts(given.path(name));
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new LinkedHashSet<String>();
        list.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private Map<String, String> textByKey(String name) {
        var texts = new LinkedHashMap<String, String>();
        given.path(name).forEachEntry((key, value) -> texts.put(key, value.asString("")));
        return texts;
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        given.path("step.tools").forEach(tool -> tools.add(tool(tool, "name")));
        return tools;
    }

    private static Tool tool(JsonNode node, String nameKey) {
        return new Tool(
                node.path(nameKey).asString(""),
                node.path("version").asString(""),
                node.path("effect").path("class").asString("write"),
                texts(node.path("labels")));
    }
}
