package signalbox.host.ledger;

/// One route decision that was acted on.
public record DecisionId(String value) {
    public static DecisionId fresh() {
        return new DecisionId(FreshId.of("dec_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
