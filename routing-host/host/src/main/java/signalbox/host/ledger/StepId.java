package signalbox.host.ledger;

/// One model turn of a run.
public record StepId(String value) {
    public static StepId fresh() {
        return new StepId(FreshId.of("step_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
