package signalbox.host.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.host.model.ImageTurns;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.RunFacts;
import signalbox.policy.fact.StepFacts;

/// Writes down the facts of a step: a new fact of `routing.yaml` is worked out here.
public final class FactReader {
    /// What `run.budget_left` says where nothing limits the run (USD).
    private static final double UNLIMITED = 1_000_000;
    private static final String IMAGES = "images";

    private FactReader() {}

    public static Facts of(StepContext now) {
        return new Facts(run(now), step(now));
    }

    private static RunFacts run(StepContext now) {
        var about = now.job();
        var budget = now.left().budget();
        return new RunFacts(
                now.caller().name().toString(), about.task(), about.labels(), about.metadata(), about.session(),
                budget == null ? UNLIMITED : budget.usd().doubleValue(), now.left().time().toMillis() / 1000.0);
    }

    private static StepFacts step(StepContext now) {
        var transcript = now.content().transcript();
        var task = now.job().task();
        var called = now.past().call();
        return new StepFacts(
                now.index(), after(transcript), kind(now),
                new StepFacts.Signals(task, Measures.taskConfidence(task), Measures.complexity(transcript)),
                new StepFacts.Input(tokens(now.content()), now.job().labels(), tools(now.content()), wants(now.content())),
                new StepFacts.Past(called == null ? null : tool(called), now.past().model(), now.past().failures()));
    }

    /// Everything a request of this step would carry.
    private static long tokens(StepContext.Content content) {
        long sum = content.tokens() + (content.specialty() == null ? 0 : content.specialty().tokens());
        for (var tool : content.tools()) {
            sum += TokenEstimate.of(tool.offer());
        }
        for (var offer : content.callerTools()) {
            sum += TokenEstimate.of(offer);
        }
        return sum;
    }

    /// `tools`, `json-schema`, `images`, `embeddings`: what a model must be able to do to take the step.
    private static Set<String> wants(StepContext.Content content) {
        var wants = new TreeSet<String>();
        if (!content.tools().isEmpty() || !content.callerTools().isEmpty()) {
            wants.add("tools");
        }
        if (content.options().format() != null) {
            wants.add("json-schema");
        }
        if (!ImageTurns.of(content.transcript()).turns().isEmpty()) {
            wants.add(IMAGES);
        }
        if (content.specialty() != null) {
            wants.add(content.specialty().asked().ability());
        }
        return wants;
    }

    /// Whether the conversation holds an image, as these facts say.
    static boolean hasImages(Facts facts) {
        return facts.step().input().wants().contains(IMAGES);
    }

    private static String kind(StepContext now) {
        if (now.content().specialty() != null) {
            return now.content().specialty().asked().ability();
        }
        var kind = now.job().kind();
        return !kind.isEmpty() ? kind : now.index() == 0 ? "plan" : "act";
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

    private static List<StepFacts.Tool> tools(StepContext.Content content) {
        var tools = new ArrayList<StepFacts.Tool>(content.tools().size() + content.callerTools().size());
        content.tools().forEach(tool -> tools.add(tool(tool)));
        for (ToolOffer own : content.callerTools()) {
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
