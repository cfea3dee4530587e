package signalbox.host.run;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvent;
import signalbox.host.turn.FinishReason;
import signalbox.identity.Principal;
import signalbox.policy.routing.RouteDecision;

/// The loop: route the step, climb its ladder of models, answer the calls, and again, until an answer asks for nothing.
record RunLoop(
        StepRouter router, Attempts attempts, TurnCalls calls, Ledger ledger, KeptTurns kept, RunLimits bounds,
        Predicate<Principal> live) {
    RunEnding run(RunState run) {
        while (true) {
            var limit = limit(run);
            if (limit != null) {
                return RunEnding.stopped(limit, run.output());
            }
            var step = router.route(run);
            switch (step.decision()) {
                case RouteDecision.NoRoute none -> {
                    return RunEnding.failed("no model could take step " + run.step + ":\n" + none.reason(), run.output());
                }
                case RouteDecision.Routed routed -> {
                    var ending = switch (attempts.climb(run, step, routed)) {
                        case Attempts.Ended _ -> RunEnding.stopped(ended(run), run.output());
                        case Attempts.Fallen(var reason, var overBudget) -> fallen(run, reason, overBudget);
                        case Attempts.Reached reached -> next(run, step, reached);
                    };
                    if (ending != null) {
                        return ending;
                    }
                }
            }
            run.step++;
        }
    }

    /// How the run ends with this answer, or null where it goes on.
    private @Nullable RunEnding next(RunState run, StepRouter.Routed step, Attempts.Reached reached) {
        run.add(reached.turn());
        if (!run.output().isEmpty()) {
            ledger.said(run.id, new RunEvent.OutputDelta(run.step, run.output()));
        }
        if (reached.turn().calls().isEmpty()) {
            return RunEnding.completed(reached.finish() == FinishReason.LENGTH ? "length" : "stop", run.output());
        }
        long start = System.nanoTime();
        var answered = calls.answer(run, step.step(), reached.turn());
        run.waited = run.waited.plusNanos(System.nanoTime() - start);
        if (!answered.handedBack().isEmpty()) {
            kept.keep(run.caller.name(), run.id, answered.handedBack(), run.added());
            return RunEnding.handedBack(run.output(), answered.handedBack());
        }
        return answered.circle() == null ? null : RunEnding.stopped(answered.circle(), run.output());
    }

    private @Nullable String limit(RunState run) {
        if (run.cancellation.isCancelled() || run.timeLeft().isZero()) {
            return ended(run);
        }
        if (!live.test(run.caller)) {
            return "the caller's token is expired or revoked";
        }
        if (run.step >= bounds.steps()) {
            return "the run has taken " + bounds.steps() + " steps, which is the most";
        }
        return run.calls >= bounds.calls() ? "the run has made " + bounds.calls() + " tool calls, which is the most" : null;
    }

    private static String ended(RunState run) {
        return run.cancellation.isCancelled() ? "cancelled by the caller" : "the deadline has passed";
    }

    private static RunEnding fallen(RunState run, String reason, boolean overBudget) {
        return overBudget
                ? RunEnding.stopped("the budget does not allow step " + run.step + ":\n" + reason, run.output())
                : RunEnding.failed("no model could take step " + run.step + ":\n" + reason, run.output());
    }
}
