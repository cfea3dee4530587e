package signalbox.app.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// The steps of one run: a fold over its entries.
final class RunSteps {
    private final Map<Integer, Step> steps = new TreeMap<>();
    private final Map<AttemptId, Entry.Dispatched> open = new HashMap<>();

    /// @param routed its last decision
    /// @param answer null where no model answered
    record Step(Entry.Routed routed, Cost cost, @Nullable Answer answer) {}

    record Answer(ModelName model, Usage usage, Duration took) {}

    static List<Step> of(Journal journal) {
        var fold = new RunSteps();
        journal.entries().forEach(fold::next);
        return new ArrayList<>(fold.steps.values());
    }

    private void next(Entry entry) {
        switch (entry) {
            case Entry.Routed routed -> steps.merge(
                    routed.step(), new Step(routed, Cost.ZERO, null), (old, _) -> new Step(routed, old.cost(), old.answer()));
            case Entry.Dispatched sent -> open.put(sent.id(), sent);
            case Entry.Settled settled -> settle(settled);
            case Entry.Withheld _, Entry.Confidential _, Entry.Gone _, Entry.CallDispatched _, Entry.CallSettled _, Entry.Asked _,
                    Entry.Declined _, Entry.Answered _, Entry.TakenUp _ -> {}
        }
    }

    private void settle(Entry.Settled settled) {
        var sent = open.remove(settled.id());
        if (sent == null) {
            throw new IllegalStateException("attempt " + settled.id() + " was settled and never dispatched");
        }
        steps.computeIfPresent(sent.step(), (_, step) -> new Step(
                step.routed(), step.cost().plus(settled.cost()),
                settled.outcome() == Entry.AttemptOutcome.OK
                        ? new Answer(sent.model(), settled.usage(), settled.took())
                        : step.answer()));
    }
}
