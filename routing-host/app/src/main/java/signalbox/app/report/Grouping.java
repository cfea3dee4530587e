package signalbox.app.report;

import java.time.ZoneOffset;
import java.util.Locale;
import signalbox.host.ledger.RunHeader;

/// What the rows of a report are about.
public enum Grouping {
    PRINCIPAL,
    /// A run counts for each model that it asked, its calls for the model that made them.
    MODEL,
    /// As the caller named it.
    TASK,
    /// On which the run began, UTC.
    DAY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Of which row a run is; empty where its caller named none, and for [#MODEL], where its requests tell.
    String of(RunHeader run) {
        return switch (this) {
            case PRINCIPAL -> run.caller().name().toString();
            case TASK -> run.about().task();
            case DAY -> run.at().atOffset(ZoneOffset.UTC).toLocalDate().toString();
            case MODEL -> "";
        };
    }
}
