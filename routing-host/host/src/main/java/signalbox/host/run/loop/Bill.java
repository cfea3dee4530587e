package signalbox.host.run.loop;

import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Entry.Billing;
import signalbox.host.route.TokenEstimate;
import signalbox.host.turn.Outcome;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ServedModel;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What a finished attempt cost. What the provider reported is billed, whatever became of the answer. Where it reported
/// nothing, the worst case counts if tokens can have been made (an answer, a refusal, an answer that nobody can read, a
/// provider that was not waited for), and nothing is owed if not (a rejection, an outage, a page or an error object in
/// place of an answer).
public record Bill(Billing billing, Usage usage, Cost cost) {
    private static final Bill NOTHING = new Bill(Billing.NONE, Usage.NONE, Cost.ZERO);

    static Bill of(Outcome outcome, Entry.Dispatched sent, ModelEntry model, ModelCatalogue catalogue) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered(answered, sent, model);
            case Outcome.Produced(var _, var usage, var _) -> usage == null
                    ? new Bill(Billing.UNKNOWN, new Usage(sent.inputEstimate(), 0, 0, 0), sent.worst())
                    : reported(usage, model);
            case Outcome.Swapped swapped -> swapped(swapped, sent, model, catalogue);
            case Outcome.Unfit(var _, var answer) -> answered(answer, sent, model);
            case Outcome.Refused(var _, var usage) -> usage == null ? unknown(sent) : reported(usage, model);
            case Outcome.Nonsense(var _, var usage) -> usage == null ? unknown(sent) : reported(usage, model);
            case Outcome.Slow _ -> unknown(sent);
            case Outcome.Unavailable unavailable -> {
                var usage = unavailable.usage();
                yield usage == null ? NOTHING : reported(usage, model);
            }
            case Outcome.Rejected _ -> NOTHING;
        };
    }

    /// Each model's part of an answer has its own price, where the catalogue has that model of this provider.
    private static Bill swapped(Outcome.Swapped swapped, Entry.Dispatched sent, ModelEntry asked, ModelCatalogue catalogue) {
        var bill = of(swapped.instead(), sent, payee(swapped.served(), asked, catalogue), catalogue);
        for (var share : swapped.besides()) {
            var more = Cost.of(share.usage(), payee(share.served(), asked, catalogue).price());
            bill = new Bill(bill.billing, bill.usage.plus(share.usage()), bill.cost.plus(more));
        }
        return bill;
    }

    private static ModelEntry payee(String served, ModelEntry asked, ModelCatalogue catalogue) {
        for (var entry : catalogue.models().values()) {
            if (entry.provider().equals(asked.provider()) && ServedModel.of(served, entry.naming()) == ServedModel.SAME) {
                return entry;
            }
        }
        return asked;
    }

    /// The provider may have done the work: the worst case counts.
    public static Bill unknown(Entry.Dispatched sent) {
        return new Bill(Billing.UNKNOWN, Usage.NONE, sent.worst());
    }

    private static Bill answered(Outcome.Answered answer, Entry.Dispatched sent, ModelEntry model) {
        var usage = answer.usage();
        return usage == null ? unreported(answer, sent) : reported(usage, model);
    }

    private static Bill reported(Usage usage, ModelEntry model) {
        return usage.equals(Usage.NONE) ? NOTHING : new Bill(Billing.REPORTED, usage, Cost.of(usage, model.price()));
    }

    /// The tokens are our count, for whoever reads them; the cost is the worst case, since thinking is not in the answer.
    private static Bill unreported(Outcome.Answered answered, Entry.Dispatched sent) {
        var usage = new Usage(sent.inputEstimate(), 0, 0, TokenEstimate.of(answered.turn()));
        return new Bill(Billing.UNKNOWN, usage, sent.worst());
    }
}
