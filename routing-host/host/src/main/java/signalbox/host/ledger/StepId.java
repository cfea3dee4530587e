package signalbox.host.ledger;

import signalbox.ids.RandomId;

/// One model turn of a run.
public record StepId(String value) {
    public static StepId fresh() {
        return new StepId(RandomId.of("step_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
