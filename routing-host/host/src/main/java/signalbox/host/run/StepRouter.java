package signalbox.host.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.DecisionId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.StepId;
import signalbox.host.route.FactReader;
import signalbox.host.route.Grants;
import signalbox.host.route.StepObstacles;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.telemetry.RoutedStep;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.Toolbox;
import signalbox.host.tool.WantedTools;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.RouteDecision;

/// Decides which models may take a step, and writes the decision down.
///
/// A run that leaves its tools to the rule gets those of the first rule that names any: the first decision is then made
/// once more, with the tools in sight. From there on the tools stay as they are.
record StepRouter(Ledger ledger, ToolServers servers, Grants grants, ModelTelemetry telemetry) {
    record Routed(StepId step, Facts facts, RouteDecision decision) {}

    Routed route(RunState run) {
        var decided = decide(run);
        var entry = new Entry.Decided(
                DecisionId.fresh(), run.id, decided.step(), run.step, decided.facts().step().kind(), decided.facts(),
                decided.decision(), missing(run));
        var event = switch (decided.decision()) {
            case RouteDecision.Routed routed -> new RunEvent.StepRouted(
                    run.step, entry.kind(), routed.rule(),
                    routed.candidates().stream().map(each -> each.model().value()).toList(), entry.id().value());
            case RouteDecision.NoRoute _ ->
                new RunEvent.StepRouted(run.step, entry.kind(), "", List.of(), entry.id().value());
        };
        ledger.decided(entry, event);
        telemetry.routed(new RoutedStep(event.rule(), event.models().isEmpty() ? "" : event.models().getFirst()));
        return decided;
    }

    /// The decision alone; nothing is written.
    Routed decide(RunState run) {
        if (run.toolbox == null && run.request.tools() instanceof WantedTools.Listed(var wanted) && !wanted.isEmpty()) {
            run.toolbox = opened(run, wanted);
        }
        var first = decideOnce(run);
        if (run.toolbox != null
                || !(run.request.tools() instanceof WantedTools.FromRule)
                || !(first.decision() instanceof RouteDecision.Routed routed)
                || routed.tools().isEmpty()) {
            return first;
        }
        run.toolbox = opened(run, WantedTools.named(routed.tools()).entries());
        return run.toolbox == null || run.toolbox.tools().isEmpty() ? first : decideOnce(run);
    }

    /// Null where the run ended while servers, or a person whom one of them needs, were waited for.
    private @Nullable Toolbox opened(RunState run, List<WantedTools.Entry> wanted) {
        var left = run.timeLeft();
        long start = System.nanoTime();
        var wait = run.cancellation.await(
                () -> servers.open(run.caller, run.id.value(), wanted, left, run.inquiries), left);
        run.waited = run.waited.plusNanos(System.nanoTime() - start);
        return switch (wait) {
            case Cancellation.Came<Toolbox>(var box) -> box;
            case Cancellation.Late<Toolbox> _, Cancellation.Cancelled<Toolbox> _ -> null;
            case Cancellation.Broke<Toolbox>(var failure) -> throw new IllegalStateException("listing tools failed", failure);
        };
    }

    private Routed decideOnce(RunState run) {
        var now = run.situation();
        var facts = FactReader.of(now);
        var obstacles = new StepObstacles(run.policy, grants, run.asked, now);
        return new Routed(StepId.fresh(), facts, run.asked.route(run.policy.routing(), facts, obstacles));
    }

    private static SortedMap<ServerName, String> missing(RunState run) {
        return run.toolbox == null ? new TreeMap<>() : run.toolbox.missing();
    }
}
