package signalbox.host.ledger;

/// One thing that a tool server asked in the middle of a run.
public record QuestionId(String value) {
    public static QuestionId fresh() {
        return new QuestionId(FreshId.of("ask_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
