package signalbox.host.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.RouteDecision;

/// Tells a run to its listeners, entry by entry, from the first. Who tells the same entries tells the same events under the
/// same numbers, whether from memory or from rows.
public final class RunEvents {
    private final Map<AttemptId, Entry.Dispatched> attempts = new HashMap<>();
    private final Map<CallId, Entry.CallDispatched> calls = new HashMap<>();
    private Cost cost = Cost.ZERO;
    /// Before the first decision there is only what the caller sent, which it is not told.
    private int step = -1;
    private long number;

    /// All that there is to tell of these entries, which are a run's from its first one on.
    public static List<RunEvent.Numbered> of(RunHeader header, List<Entry> entries) {
        var events = new RunEvents();
        var told = new ArrayList<RunEvent.Numbered>();
        told.add(events.started(header));
        for (var entry : entries) {
            var event = events.next(entry);
            if (event != null) {
                told.add(event);
            }
        }
        return told;
    }

    /// The first event; before any entry.
    public RunEvent.Numbered started(RunHeader header) {
        return numbered(new RunEvent.RunStarted(
                header.caller().name().toString(), header.asked().model(), header.policy()));
    }

    /// What the next entry tells, or null where listeners are told nothing of it.
    public RunEvent.@Nullable Numbered next(Entry entry) {
        return switch (entry) {
            case Entry.Routed routed -> {
                step = routed.step();
                yield numbered(routed(routed));
            }
            case Entry.Dispatched dispatched -> {
                attempts.put(dispatched.id(), dispatched);
                cost = cost.plus(dispatched.worst());
                yield null;
            }
            case Entry.Settled settled -> numbered(settled(settled));
            case Entry.TurnAdded(Turn.Assistant said, var _) when step >= 0 && !said.text().isEmpty() ->
                numbered(new RunEvent.OutputDelta(step, said.text()));
            case Entry.TurnAdded _, Entry.Replied _, Entry.Withheld _, Entry.TakenUp _ -> null;
            case Entry.Gone(var told) -> {
                number += told && step >= 0 ? 1 : 0;
                yield null;
            }
            case Entry.CallDispatched call -> {
                boolean again = calls.put(call.id(), call) != null;
                yield again
                        ? null
                        : numbered(new RunEvent.ToolStarted(call.step(), call.id(), call.tool(), call.version()));
            }
            case Entry.CallSettled settled -> numbered(settled(settled));
            case Entry.Asked asked -> numbered(new RunEvent.InputNeeded(
                    asked.id().value(), asked.server().value(), asked.kind(), asked.message(), asked.schema(),
                    asked.url() == null ? null : asked.url().toString()));
            case Entry.Declined(var asked) -> numbered(new RunEvent.InputSettled(
                    asked.id().value(), RunView.Input.Action.DECLINE, RunView.Input.By.RULE));
            case Entry.Answered(var id, var settled) ->
                numbered(new RunEvent.InputSettled(id.value(), settled.action(), settled.by()));
            case Entry.Finished end -> numbered(
                    new RunEvent.RunFinished(end.status(), end.reason(), end.finish(), end.output(), cost));
        };
    }

    private RunEvent.Numbered numbered(RunEvent event) {
        return new RunEvent.Numbered(++number, event);
    }

    private static RunEvent routed(Entry.Routed entry) {
        var id = entry.id().value();
        return switch (entry.decision()) {
            case RouteDecision.Routed routed -> new RunEvent.StepRouted(
                    entry.step(), entry.kind(), routed.rule(),
                    routed.candidates().stream().map(each -> each.model().value()).toList(), id, entry.missing());
            case RouteDecision.NoRoute _ -> new RunEvent.StepRouted(entry.step(), entry.kind(), "", List.of(), id, entry.missing());
        };
    }

    private RunEvent settled(Entry.Settled entry) {
        var sent = attempts.remove(entry.id());
        if (sent == null) {
            throw new IllegalStateException("attempt " + entry.id() + " was settled and never dispatched");
        }
        cost = cost.minus(sent.worst()).plus(entry.cost());
        return new RunEvent.AttemptFinished(sent.step(), new RunView.Attempt(
                sent.id(), sent.model().value(), entry.outcome().word(), entry.reason(), entry.took().toMillis(),
                entry.usage(), entry.cost()));
    }

    private RunEvent settled(Entry.CallSettled entry) {
        var sent = calls.remove(entry.id());
        if (sent == null) {
            throw new IllegalStateException("call " + entry.id() + " was settled and never dispatched");
        }
        return new RunEvent.ToolFinished(
                sent.step(), sent.id(), sent.tool(), sent.version(), entry.status().word(), entry.ruling(),
                entry.error(), entry.took().toMillis());
    }
}
