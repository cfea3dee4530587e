package signalbox.host.run.loop;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.DecisionId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunHeader;
import signalbox.host.route.FactReader;
import signalbox.host.route.Grants;
import signalbox.host.route.StepObstacles;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.Toolbox;
import signalbox.host.tool.WantedTools;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.RouteDecision;

/// Decides which models may take a step, and writes the decision down.
///
/// A run that leaves its tools to the rule gets those of the first rule that names any: the first decision is then made
/// once more, with the tools in sight. From there on the tools stay as they are.
public record StepRouter(ToolServers servers, Grants grants, ModelTelemetry telemetry) {
    public record Decided(Facts facts, RouteDecision decision) {}

    void route(LiveRun run) {
        var decided = decide(run);
        var state = run.state();
        run.journal().add(new Entry.Routed(
                DecisionId.of(run.header().id(), state.decisions()), state.step(), decided.facts().step().kind(),
                decided.facts(), decided.decision(), missing(run)));
        telemetry.routed(switch (decided.decision()) {
            case RouteDecision.Routed routed -> routed.rule();
            case RouteDecision.NoRoute _ -> "";
        });
    }

    /// The decision alone; nothing is written.
    public Decided decide(LiveRun run) {
        open(run);
        var first = decideOnce(run);
        if (run.toolbox() != null
                || !(run.header().asked().tools() instanceof RunHeader.Tools.OfTheRule)
                || !(first.decision() instanceof RouteDecision.Routed routed)
                || routed.tools().isEmpty()) {
            return first;
        }
        run.opened(opened(run, routed.tools()));
        return run.tools().isEmpty() ? first : decideOnce(run);
    }

    /// The tools that the run has, as far as it is known by now which.
    void open(LiveRun run) {
        var wanted = switch (run.header().asked().tools()) {
            case RunHeader.Tools.Named(var names) -> names;
            case RunHeader.Tools.OfTheRule _ -> run.state().ruleTools();
        };
        if (run.toolbox() == null && !wanted.isEmpty()) {
            run.opened(opened(run, wanted));
        }
    }

    /// Null where the run ended while servers, or a person whom one of them needs, were waited for.
    private @Nullable Toolbox opened(LiveRun run, List<String> wanted) {
        var left = run.timeLeft();
        var entries = WantedTools.named(wanted).entries();
        long start = System.nanoTime();
        var wait = run.cancellation().await(
                () -> servers.open(run.caller(), run.header().id().value(), entries, left, run.elicitations()), left);
        run.waitedSince(start);
        return switch (wait) {
            case Cancellation.Came<Toolbox>(var box) -> box;
            case Cancellation.Late<Toolbox> _, Cancellation.Cancelled<Toolbox> _ -> null;
            case Cancellation.Broke<Toolbox>(var failure) -> throw new IllegalStateException("listing tools failed", failure);
        };
    }

    private Decided decideOnce(LiveRun run) {
        var now = run.context();
        var facts = FactReader.of(now);
        var obstacles = new StepObstacles(run.policy(), grants, run.asked(), now, facts);
        return new Decided(facts, run.asked().route(run.policy().routing(), facts, obstacles));
    }

    private static SortedMap<ServerName, String> missing(LiveRun run) {
        var box = run.toolbox();
        return box == null ? new TreeMap<>() : box.missing();
    }
}
