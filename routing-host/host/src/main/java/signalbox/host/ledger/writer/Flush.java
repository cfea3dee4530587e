package signalbox.host.ledger.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import signalbox.host.ledger.spending.SpendingChange;

/// What is written at once.
record Flush(List<RunRows> runs, List<SpendingChange> changes, List<Notice> notices) {
    boolean isEmpty() {
        return runs.isEmpty() && changes.isEmpty() && notices.isEmpty();
    }

    Flush with(List<SpendingChange> also) {
        return new Flush(runs, also, notices);
    }

    /// The rows of one run alone.
    static Flush of(RunRows rows) {
        return new Flush(List.of(rows), List.of(), List.of());
    }

    Flush withRuns(List<RunRows> others) {
        return new Flush(others, changes, notices);
    }

    Flush withoutRuns() {
        return withRuns(List.of());
    }

    /// What was given up and may or may not have arrived is not written again.
    Flush withoutChanges() {
        return with(List.of());
    }

    /// Whether the commit waits for the disk. What is given back may be lost with the power: then it counts as spent.
    boolean isOnDisk() {
        return runs.stream().anyMatch(RunRows::isOnDisk) || changes.stream().anyMatch(change -> change.amount() < 0);
    }

    List<RunRow> openings() {
        var openings = new ArrayList<RunRow>();
        for (var rows : runs) {
            if (rows.opening != null) {
                openings.add(rows.opening);
            }
        }
        return openings;
    }

    List<RunRows> only(Predicate<RunRows> which) {
        return runs.stream().filter(which).toList();
    }
}
