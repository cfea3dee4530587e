package signalbox.host.ledger;

/// One job for a caller.
public record RunId(String value) {
    public static RunId fresh() {
        return new RunId(FreshId.of("run_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
