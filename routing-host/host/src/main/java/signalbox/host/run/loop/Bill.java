package signalbox.host.run.loop;

import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Entry.Billing;
import signalbox.host.route.TokenEstimate;
import signalbox.host.turn.Outcome;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What a finished attempt cost.
public record Bill(Billing billing, Usage usage, Cost cost) {
    static Bill of(Outcome outcome, Entry.Dispatched sent, ModelEntry model) {
        return switch (outcome) {
            case Outcome.Answered answered -> {
                var usage = answered.usage();
                yield usage == null ? estimated(answered, sent, model) : reported(usage, model);
            }
            case Outcome.Refused(var _, var usage) -> usage == null ? unknown(sent) : reported(usage, model);
            case Outcome.Nonsense(var _, var usage) -> usage == null ? unknown(sent) : reported(usage, model);
            case Outcome.Slow _ -> unknown(sent);
            case Outcome.Unavailable _, Outcome.Rejected _ -> new Bill(Billing.NONE, Usage.NONE, Cost.ZERO);
        };
    }

    /// The provider may have done the work: the worst case counts.
    public static Bill unknown(Entry.Dispatched sent) {
        return new Bill(Billing.UNKNOWN, Usage.NONE, sent.worst());
    }

    private static Bill reported(Usage usage, ModelEntry model) {
        return new Bill(Billing.REPORTED, usage, Cost.of(usage, model.price()));
    }

    private static Bill estimated(Outcome.Answered answered, Entry.Dispatched sent, ModelEntry model) {
        var usage = new Usage(sent.inputEstimate(), 0, 0, TokenEstimate.of(answered.turn()));
        return new Bill(Billing.ESTIMATED, usage, Cost.of(usage, model.price()));
    }
}
