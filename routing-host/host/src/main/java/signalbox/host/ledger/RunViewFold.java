package signalbox.host.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.routing.RouteDecision;

/// Gathers a [RunView], entry by entry, from the first.
public final class RunViewFold {
    private final RunHeader header;
    private final List<Step> steps = new ArrayList<>();
    private final Map<AttemptId, Step> stepOfAttempt = new HashMap<>();
    private final Map<CallId, Step> stepOfCall = new HashMap<>();
    private final Map<QuestionId, RunView.Input> inputs = new LinkedHashMap<>();
    private Cost cost = Cost.ZERO;
    private RunStatus status = RunStatus.RUNNING;
    private RunView.Ending ending = RunView.Ending.NONE;

    public RunViewFold(RunHeader header) {
        this.header = header;
    }

    private static final class Step {
        private Entry.Routed routed;
        private final Map<AttemptId, RunView.Attempt> attempts = new LinkedHashMap<>();
        private final Map<CallId, RunView.Call> calls = new LinkedHashMap<>();

        Step(Entry.Routed routed) {
            this.routed = routed;
        }

        RunView.Step view() {
            var rule = routed.decision() instanceof RouteDecision.Routed found ? found.rule() : "";
            var cost = Cost.ZERO;
            var model = "";
            for (var attempt : attempts.values()) {
                cost = cost.plus(attempt.cost());
                model = attempt.outcome().equals(Entry.AttemptOutcome.OK.word()) ? attempt.model() : model;
            }
            return new RunView.Step(
                    routed.step(), routed.kind(), rule, model, routed.id(), cost, List.copyOf(attempts.values()),
                    List.copyOf(calls.values()));
        }
    }

    public void next(Entry entry) {
        switch (entry) {
            case Entry.Routed routed -> {
                if (!steps.isEmpty() && steps.getLast().routed.step() == routed.step()) {
                    steps.getLast().routed = routed;
                } else {
                    steps.add(new Step(routed));
                }
            }
            case Entry.Dispatched sent -> {
                var step = steps.getLast();
                stepOfAttempt.put(sent.id(), step);
                step.attempts.put(sent.id(), new RunView.Attempt(
                        sent.id(), sent.model().value(), "dispatched", "", 0, Usage.NONE, sent.worst(), ""));
                cost = cost.plus(sent.worst());
            }
            case Entry.Settled settled -> settle(settled);
            case Entry.CallDispatched call -> {
                var step = stepOfCall.computeIfAbsent(call.id(), _ -> steps.getLast());
                step.calls.put(call.id(), new RunView.Call(
                        call.id(), call.tool(), call.version(), call.arguments(), "dispatched", Entry.Ruling.NONE, false, 0));
            }
            case Entry.CallSettled settled -> settle(settled);
            case Entry.Asked asked -> inputs.put(asked.id(), input(asked, null));
            case Entry.Declined(var asked) -> inputs.put(asked.id(), input(
                    asked, new RunView.Input.Settled(RunView.Input.Action.DECLINE, RunView.Input.By.RULE)));
            case Entry.Answered(var id, var settled) -> inputs.computeIfPresent(id, (_, asked) -> new RunView.Input(
                    id, asked.server(), asked.kind(), asked.message(), asked.schema(), asked.url(), settled));
            case Entry.Finished end -> {
                status = end.status();
                ending = new RunView.Ending(end.reason(), end.finish(), end.output(), end.handedBack(), end.retryAfter(), end.parameter());
            }
            case Entry.Confidential _, Entry.Gone _, Entry.Withheld _, Entry.TakenUp _ -> {}
        }
    }

    /// Whether nothing more comes.
    public boolean isEnded() {
        return status != RunStatus.RUNNING;
    }

    /// Whether it waits for its caller.
    public boolean isWaiting() {
        return !isEnded() && inputs.values().stream().anyMatch(RunView.Input::isOpen);
    }

    /// Whether this was asked, and is no longer open.
    public boolean isSettled(QuestionId question) {
        var input = inputs.get(question);
        return input != null && !input.isOpen();
    }

    public RunView view() {
        return new RunView(
                header, isWaiting() ? RunStatus.WAITING : status, ending, cost, steps.stream().map(Step::view).toList(),
                List.copyOf(inputs.values()));
    }

    private static RunView.Input input(Entry.Asked asked, RunView.Input.@Nullable Settled settled) {
        return new RunView.Input(
                asked.id(), asked.server().value(), asked.kind(), asked.message(), asked.schema(),
                asked.url() == null ? null : asked.url().toString(), settled);
    }

    private void settle(Entry.Settled settled) {
        var step = stepOfAttempt.get(settled.id());
        var open = step == null ? null : step.attempts.get(settled.id());
        if (step == null || open == null) {
            throw new IllegalStateException("attempt " + settled.id() + " was settled and never dispatched");
        }
        step.attempts.put(settled.id(), new RunView.Attempt(
                settled.id(), open.model(), settled.outcome().word(), settled.reason(), settled.took().toMillis(),
                settled.usage(), settled.cost(), Objects.requireNonNullElse(settled.served(), "")));
        cost = cost.minus(open.cost()).plus(settled.cost());
    }

    private void settle(Entry.CallSettled settled) {
        var step = stepOfCall.get(settled.id());
        var open = step == null ? null : step.calls.get(settled.id());
        if (step == null || open == null) {
            throw new IllegalStateException("call " + settled.id() + " was settled and never dispatched");
        }
        step.calls.put(settled.id(), new RunView.Call(
                settled.id(), open.tool(), open.version(), open.arguments(), settled.status().word(), settled.ruling(),
                settled.error(), settled.took().toMillis()));
    }
}
