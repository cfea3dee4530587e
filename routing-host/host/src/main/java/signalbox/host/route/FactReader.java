package signalbox.host.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.RunFacts;
import signalbox.policy.fact.StepFacts;

/// Writes down the facts of a step.
public final class FactReader {
    /// What `run.budget_left` says where nothing limits the run (USD).
    private static final double UNLIMITED = 1_000_000;

    private FactReader() {}

    public static Facts of(StepContext now) {
        var left = now.budgetLeft();
        var run = new RunFacts(
                now.caller().name().toString(), now.task(), now.labels(), now.metadata(), now.session(),
                left == null ? UNLIMITED : left.usd().doubleValue(), now.timeLeft().toMillis() / 1000.0);
        var last = now.lastCall();
        var step = new StepFacts(
                now.index(), after(now.transcript()), kind(now), now.task(), Measures.taskConfidence(now.task()),
                Measures.complexity(now.transcript()), tokens(now), now.labels(), tools(now),
                last == null ? null : tool(last), wants(now), now.lastModel(), now.failures());
        return new Facts(run, step);
    }

    /// Everything a request of this step would carry.
    public static long tokens(StepContext now) {
        long sum = now.tokens();
        for (var tool : now.tools()) {
            sum += TokenEstimate.of(tool.offer());
        }
        for (var offer : now.callerTools()) {
            sum += TokenEstimate.of(offer);
        }
        return sum;
    }

    /// `tools`, `json-schema`, `images`: what a model must be able to do to take the step.
    static Set<String> wants(StepContext now) {
        var wants = new TreeSet<String>();
        if (!now.tools().isEmpty() || !now.callerTools().isEmpty()) {
            wants.add("tools");
        }
        if (now.options().answerSchema() != null) {
            wants.add("json-schema");
        }
        if (now.transcript().stream().anyMatch(turn -> images(turn) > 0)) {
            wants.add("images");
        }
        return wants;
    }

    static int images(Turn turn) {
        var parts = switch (turn) {
            case Turn.Instructions _ -> List.<Part>of();
            case Turn.User user -> user.parts();
            case Turn.Assistant said -> said.parts();
            case Turn.ToolResult result -> result.parts();
        };
        return (int) parts.stream().filter(Part.Image.class::isInstance).count();
    }

    private static String kind(StepContext now) {
        return !now.kind().isEmpty() ? now.kind() : now.index() == 0 ? "plan" : "act";
    }

    private static String after(List<Turn> transcript) {
        var result = "user";
        for (var turn : transcript.reversed()) {
            if (!(turn instanceof Turn.ToolResult tool)) {
                break;
            }
            result = tool.error() ? "tool-error" : result.equals("user") ? "tool-result" : result;
        }
        return result;
    }

    private static List<StepFacts.Tool> tools(StepContext now) {
        var tools = new ArrayList<StepFacts.Tool>();
        now.tools().forEach(tool -> tools.add(tool(tool)));
        for (ToolOffer own : now.callerTools()) {
            tools.add(new StepFacts.Tool(own.name(), "", "write", Set.of()));
        }
        return tools;
    }

    private static StepFacts.Tool tool(HostTool tool) {
        return new StepFacts.Tool(
                tool.id().name().toString(), tool.id().version().toString(), tool.effect().effectClass().word(),
                tool.labels());
    }
}
