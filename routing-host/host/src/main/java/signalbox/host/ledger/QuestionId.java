package signalbox.host.ledger;

import signalbox.ids.RandomId;

/// One thing that a tool server asked in the middle of a run.
public record QuestionId(String value) {
    public static QuestionId fresh() {
        return new QuestionId(RandomId.of("ask_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
