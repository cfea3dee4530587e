package signalbox.app.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.CallId;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What one run came to, model by model: a fold over its entries.
final class RunFigures {
    private final Map<AttemptId, Entry.Dispatched> open = new LinkedHashMap<>();
    private final Map<Integer, String> answering = new HashMap<>();
    private final Map<CallId, Entry.CallDispatched> calls = new LinkedHashMap<>();
    private final Map<String, Figures> byModel = new TreeMap<>();
    private boolean failed;

    private RunFigures() {}

    /// Whether it failed, and of each model that it asked what requests to it and calls by it came to.
    record OfRun(boolean failed, Map<String, Figures> byModel) {
        /// The run as one.
        Figures whole() {
            return byModel.values().stream().reduce(Figures.ofRun(failed), Figures::plus);
        }
    }

    static OfRun of(Journal journal) {
        var fold = new RunFigures();
        journal.entries().forEach(fold::next);
        fold.open.values().forEach(sent -> fold.add(
                sent.model().value(), Figures.ofRequest(false, Usage.NONE, Cost.ZERO, sent.worst())));
        fold.calls.values().forEach(call -> fold.called(call, false));
        return new OfRun(fold.failed, fold.byModel);
    }

    private void next(Entry entry) {
        switch (entry) {
            case Entry.Dispatched sent -> open.put(sent.id(), sent);
            case Entry.Settled settled -> settle(settled);
            case Entry.CallDispatched call -> calls.put(call.id(), call);
            case Entry.CallSettled settled -> settle(settled);
            case Entry.Finished end -> failed = end.status() == RunStatus.FAILED;
            case Entry.Routed _, Entry.Withheld _, Entry.Confidential _, Entry.Gone _, Entry.Asked _, Entry.Declined _,
                    Entry.Answered _, Entry.TakenUp _ -> {}
        }
    }

    private void settle(Entry.Settled settled) {
        var sent = open.remove(settled.id());
        if (sent == null) {
            throw new IllegalStateException("attempt " + settled.id() + " was settled and never dispatched");
        }
        var model = sent.model().value();
        boolean failedRequest = switch (settled.outcome()) {
            case OK, CANCELLED -> false;
            case REFUSED, UNAVAILABLE, SLOW, REJECTED, NONSENSE, UNFIT, SWAPPED, UNKNOWN -> true;
        };
        boolean sure = settled.billing() != Entry.Billing.UNKNOWN;
        if (settled.outcome() == Entry.AttemptOutcome.OK) {
            answering.put(sent.step(), model);
        }
        add(model, Figures.ofRequest(
                failedRequest, settled.usage(), sure ? settled.cost() : Cost.ZERO, sure ? Cost.ZERO : settled.cost()));
    }

    private void settle(Entry.CallSettled settled) {
        var call = calls.remove(settled.id());
        if (call == null) {
            throw new IllegalStateException("call " + settled.id() + " was settled and never dispatched");
        }
        called(call, settled.error() || settled.status() != Entry.CallStatus.DONE);
    }

    private void called(Entry.CallDispatched call, boolean failedCall) {
        add(answering.getOrDefault(call.step(), ""), Figures.ofCall(failedCall));
    }

    private void add(String model, Figures more) {
        byModel.merge(model, more, Figures::plus);
    }
}
