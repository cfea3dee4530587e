package signalbox.host.ledger;

import signalbox.ids.RandomId;

/// One request to one provider for a step.
public record AttemptId(String value) {
    public static AttemptId fresh() {
        return new AttemptId(RandomId.of("att_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
