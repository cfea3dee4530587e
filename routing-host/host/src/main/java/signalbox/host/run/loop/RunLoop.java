package signalbox.host.run.loop;

import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.RunHeader;
import signalbox.host.run.state.Phase;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.StopCode;
import signalbox.identity.Principal;
import signalbox.policy.routing.RouteDecision;

/// The loop: what the state of the run says is to be done next is done, and changes its state, until it ends or waits.
public record RunLoop(StepRouter router, Fallbacks fallbacks, TurnCalls calls, RunLimits limits, Predicate<Principal> live) {
    public static RunLoop of(ModelGate gate, StepRouter router, KeptTurns kept, RunLimits limits, Predicate<Principal> live) {
        return new RunLoop(
                router, new Fallbacks(gate, router.grants(), limits), new TurnCalls(router, kept, limits),
                limits, live);
    }

    /// Goes on until the run ends or waits for its caller.
    ///
    /// @return never [Transition.Continue]
    public Transition run(LiveRun run) {
        while (true) {
            if (run.journal().isLeft()) {
                return Endings.over(run);
            }
            if (run.state().phase() instanceof Phase.Ended(var end)) {
                return new Transition.End(end);
            }
            if (run.state().isWaiting()) {
                return run.isOver() ? Endings.over(run) : new Transition.Pause();
            }
            var next = switch (run.state().phase()) {
                case Phase.Route _ -> route(run);
                case Phase.Ask ask -> ask(run, ask);
                case Phase.Call(var turn) -> calls.answer(run, turn);
                case Phase.Answered(var turn, var cut) -> Endings.answered(turn, cut);
                case Phase.Ended(var end) -> new Transition.End(end);
            };
            if (!(next instanceof Transition.Continue)) {
                return next;
            }
        }
    }

    private Transition route(LiveRun run) {
        var circle = run.state().circle();
        if (circle.times() >= limits.repeats()) {
            return Endings.stopped(run, StopCode.LIMIT, "the same call of '" + circle.tool() + "' gave the same result " + circle.times() + " times");
        }
        if (run.isOver()) {
            return Endings.over(run);
        }
        if (!live.test(run.caller())) {
            return Endings.stopped(run, StopCode.CREDENTIAL, "the caller's token is expired or revoked");
        }
        var limit = limit(run);
        if (limit != null) {
            return Endings.stopped(run, StopCode.LIMIT, limit);
        }
        router.route(run);
        var away = away(run);
        return away == null ? new Transition.Continue() : Endings.failed(run, new Setback(Setback.Culprit.LATER, StopCode.TOOLS, null), away);
    }

    /// Which of the servers whose tools the caller asked for gives none, or null. No model is asked then: it would answer from
    /// nothing what it was to look up. Servers that a rule names are left out, as the decision says.
    private static @Nullable String away(LiveRun run) {
        var box = run.toolbox();
        if (box == null || run.state().step() > 0 || !(run.header().asked().tools() instanceof RunHeader.Tools.Named)) {
            return null;
        }
        var missing = new TreeMap<>(box.missing());
        box.tools().forEach(tool -> missing.remove(tool.id().name().server()));
        return missing.isEmpty() ? null : "tools that were asked for are not to be had:\n" + String.join("\n", missing.values());
    }

    private Transition ask(LiveRun run, Phase.Ask ask) {
        return switch (ask.routed().decision()) {
            // Taken up under another policy, whose filters bind from now on.
            case RouteDecision decision when !decision.policy().equals(run.policy().routing().revision()) -> route(run);
            case RouteDecision.NoRoute none ->
                Endings.failed(run, fallbacks.unrouted(run, ask, none), "no model could take step " + run.state().step() + ":\n" + none.reason());
            case RouteDecision.Routed routed -> switch (fallbacks.answer(run, ask, routed)) {
                case Fallbacks.Over _ -> Endings.over(run);
                case Fallbacks.Exhausted exhausted -> exhausted(run, exhausted);
                case Fallbacks.Produced _ -> Endings.produced();
                case Fallbacks.Answered(var answer) -> answer.turn().calls().isEmpty()
                        ? Endings.answered(answer.turn(), answer.finish() == FinishReason.LENGTH)
                        : new Transition.Continue();
            };
        };
    }

    private static Transition exhausted(LiveRun run, Fallbacks.Exhausted none) {
        int step = run.state().step();
        return none.overBudget()
                ? Endings.stopped(run, none.why(), "the budget does not allow step " + step + ":\n" + none.reason())
                : Endings.failed(run, none.why(), "no model could take step " + step + ":\n" + none.reason());
    }

    private @Nullable String limit(LiveRun run) {
        if (run.state().step() >= limits.steps()) {
            return "the run has taken " + limits.steps() + " steps, which is the most";
        }
        return run.state().calls() >= limits.calls()
                ? "the run has made " + limits.calls() + " tool calls, which is the most"
                : null;
    }
}
