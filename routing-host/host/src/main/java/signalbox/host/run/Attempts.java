package signalbox.host.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvent;
import signalbox.host.model.Connector;
import signalbox.host.model.Model;
import signalbox.host.run.StepRouter.Routed;
import signalbox.host.telemetry.ModelRequest;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.RouteDecision;

/// Tries the models of a step one after the other, as `failures` says, until one answers. Each attempt is a row before
/// it is sent and a row after.
record Attempts(Ledger ledger, RunLimits bounds, ModelTelemetry telemetry) {
    private static final Logger LOG = System.getLogger(Attempts.class.getName());

    /// How much longer than told a model may take before its answer is no longer waited for.
    private static final Duration GRACE = Duration.ofSeconds(2);

    sealed interface Climb {}

    record Reached(Turn.Assistant turn, FinishReason finish, ModelName model) implements Climb {}

    /// No model is left. `overBudget` where money alone kept them all from the step.
    record Fallen(String reason, boolean overBudget) implements Climb {}

    /// The run was cancelled meanwhile, or its time is over.
    record Ended() implements Climb {}

    private record Chosen(ModelEntry entry, Model model) {}

    private sealed interface Tried {}

    private record Good(Outcome.Answered answer) implements Tried {}

    private record Bad(FailureKind trouble, String reason) implements Tried {}

    Climb climb(RunState run, Routed routed, RouteDecision.Routed decision) {
        var reasons = new ArrayList<String>();
        boolean money = true;
        var ladder = run.policy.routing().ladder(decision);
        while (!ladder.isEmpty()) {
            if (run.cancellation.isCancelled() || run.timeLeft().isZero()) {
                return new Ended();
            }
            var model = ladder.current().model();
            switch (attempt(run, routed, model)) {
                case Good(var answer) -> {
                    run.lastModel = model.value();
                    return new Reached(answer.turn(), answer.finish(), model);
                }
                case Bad(var trouble, var reason) -> {
                    run.failures++;
                    money &= trouble == FailureKind.OVER_BUDGET;
                    reasons.add(model + ": " + trouble.word() + ": " + reason);
                    ladder = ladder.after(trouble);
                }
            }
        }
        if (run.cancellation.isCancelled() || run.timeLeft().isZero()) {
            return new Ended();
        }
        decision.dropped().forEach(each -> reasons.add(each.model() + ": dropped by " + each.by() + ": " + each.reason()));
        return new Fallen(String.join("\n", reasons.stream().distinct().toList()), money);
    }

    private Tried attempt(RunState run, Routed routed, ModelName name) {
        var entry = run.policy.catalogue().models().get(name);
        if (entry == null || !(run.policy.models().find(name) instanceof Connector.Ready(var model))) {
            return new Bad(FailureKind.UNAVAILABLE, String.valueOf(run.policy.models().obstacle(name)));
        }
        long tokens = routed.facts().step().tokens();
        var wished = run.request.options().outputTokens();
        var reserved =
                BudgetReservation.of(entry, tokens, wished == null ? bounds.outputTokens() : wished, run.moneyLeft());
        if (reserved == null) {
            return new Bad(FailureKind.OVER_BUDGET, "the run has " + run.moneyLeft() + " USD left, too little for an answer");
        }
        var dispatched = new Entry.AttemptDispatched(
                AttemptId.fresh(), run.id, routed.step(), run.caller.name(), name, reserved.worst(),
                reserved.inputEstimate(), reserved.outputMax());
        var day = run.policy.routing().money().callerDay();
        var spentToday = ledger.dispatch(dispatched, day);
        if (spentToday != null) {
            return new Bad(FailureKind.OVER_BUDGET, run.caller.name() + " has spent " + spentToday + " of " + day
                    + " USD today, and the attempt may cost " + reserved.worst());
        }
        return settled(run, dispatched, new Chosen(entry, model), prompt(run, reserved));
    }

    private Tried settled(RunState run, Entry.AttemptDispatched sent, Chosen chosen, Prompt prompt) {
        long start = System.nanoTime();
        var within = within(run);
        var wait = run.cancellation.await(() -> chosen.model().ask(prompt, within), within.plus(GRACE));
        var took = Duration.ofNanos(System.nanoTime() - start);
        var outcome = switch (wait) {
            case Cancellation.Came<Outcome>(var came) -> unique(run, came);
            case Cancellation.Late<Outcome> _ -> new Outcome.Slow(took);
            case Cancellation.Broke<Outcome>(var failure) -> {
                LOG.log(Level.ERROR, "asking " + chosen.entry().name() + " in " + run.id + " broke", failure);
                yield new Outcome.Nonsense("the host could not ask it through a fault of its own", null);
            }
            case Cancellation.Cancelled<Outcome> _ -> null;
        };
        var price = Bill.of(outcome, sent, chosen.entry());
        var reason = outcome == null ? "the run was cancelled" : reason(outcome);
        var word = outcome == null ? "cancelled" : outcome.word();
        run.spent = run.spent.plus(price.cost());
        ledger.settle(
                run.id,
                new Entry.AttemptSettled(sent.id(), word, reason, price.billing(), price.usage(), price.cost(), took),
                new RunEvent.AttemptFinished(
                        run.step, sent.model().value(), word, reason, took.toMillis(), price.usage(), price.cost()));
        run.waited = run.waited.plus(took);
        telemetry.settled(new ModelRequest(
                run.id.value(), run.caller.name().toString(), chosen.entry(), word, price.usage(), price.cost(), took));
        return switch (outcome) {
            case null -> new Bad(FailureKind.UNAVAILABLE, reason);
            case Outcome.Answered answered -> new Good(answered);
            case Outcome.Refused _ -> new Bad(FailureKind.REFUSED, reason);
            case Outcome.Slow _ -> new Bad(FailureKind.SLOW, reason);
            case Outcome.Unavailable _, Outcome.Rejected _, Outcome.Nonsense _ -> new Bad(FailureKind.UNAVAILABLE, reason);
        };
    }

    /// An answer that names a call as an earlier call is named cannot be continued.
    private static Outcome unique(RunState run, Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return outcome;
        }
        var ids = new ArrayList<Object>();
        for (var turn : run.transcript()) {
            if (turn instanceof Turn.Assistant said) {
                said.calls().forEach(call -> ids.add(call.id()));
            }
        }
        answered.turn().calls().forEach(call -> ids.add(call.id()));
        return ids.size() == ids.stream().distinct().count()
                ? outcome
                : new Outcome.Nonsense("two calls have the same id", answered.usage());
    }

    private static Duration within(RunState run) {
        var slow = run.policy.routing().failures().slowAfter();
        var left = run.timeLeft();
        return slow == null || left.compareTo(slow) < 0 ? left : slow;
    }

    private static Prompt prompt(RunState run, BudgetReservation reserved) {
        var asked = run.request.options();
        var offers = new ArrayList<ToolOffer>();
        run.tools().stream().map(HostTool::offer).forEach(offers::add);
        offers.addAll(run.request.callerTools());
        var options = new SamplingOptions(
                reserved.outputMax(), asked.temperature(), asked.topP(), asked.stop(), asked.answerSchema());
        return new Prompt(
                run.transcript(), offers, run.step == 0 ? run.request.choice() : new ToolChoice.Auto(), options);
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> "";
            case Outcome.Refused(var reason, var _) -> reason;
            case Outcome.Unavailable(var reason, var _) -> reason;
            case Outcome.Slow(var after) -> "no answer after " + after.toMillis() + " ms";
            case Outcome.Rejected(var status, var reason) -> "HTTP " + status + ": " + reason;
            case Outcome.Nonsense(var reason, var _) -> reason;
        };
    }
}
