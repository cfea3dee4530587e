package signalbox.host.ledger;

/// One request to one provider for a step.
public record AttemptId(String value) {
    public static AttemptId fresh() {
        return new AttemptId(FreshId.of("att_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
