package signalbox.host.ledger;

import java.util.Locale;

/// Where a run stands.
public enum RunStatus {
    RUNNING,
    /// The model answered, or handed calls back to the caller.
    COMPLETED,
    /// A limit, a rule or the caller ended it.
    STOPPED,
    /// For its caller to answer a question.
    WAITING,
    /// No candidate could take a step.
    FAILED;

    /// The word of the API.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
