package signalbox.host.ledger;

import signalbox.ids.RandomId;

/// One route decision that was acted on.
public record DecisionId(String value) {
    public static DecisionId fresh() {
        return new DecisionId(RandomId.of("dec_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
