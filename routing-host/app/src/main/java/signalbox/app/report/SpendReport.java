package signalbox.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import signalbox.app.log.Snapshot;
import signalbox.host.ledger.History;
import signalbox.host.ledger.Journal;

/// What the runs of a time came to, row by row.
///
/// @param rows the dearest first, days in their order
/// @param total of all runs, each counted once
public record SpendReport(Grouping by, List<Row> rows, Figures total) {
    /// @param key empty where its caller named no task
    public record Row(String key, Figures figures) {}

    /// Of the runs that began since then. Runs are read one after the other; what is kept is one row for each key.
    public static SpendReport of(DataSource database, Grouping by, Instant now, Duration since) {
        var history = History.of(database);
        var gathered = new Gathered(by);
        Snapshot.of(database).executeWithoutResult(_ -> {
            try (var runs = history.stream(now.minus(since), now.plus(Duration.ofDays(1)), null)) {
                runs.forEach(gathered::add);
            }
        });
        return gathered.report();
    }

    static SpendReport of(Iterable<Journal> runs, Grouping by) {
        var gathered = new Gathered(by);
        runs.forEach(gathered::add);
        return gathered.report();
    }

    private static final class Gathered {
        private final Grouping by;
        private final Map<String, Figures> rows = new TreeMap<>();
        private Figures total = Figures.NONE;

        Gathered(Grouping by) {
            this.by = by;
        }

        void add(Journal journal) {
            var run = RunFigures.of(journal);
            total = total.plus(run.whole());
            if (by == Grouping.MODEL) {
                run.byModel().forEach((model, figures) ->
                        rows.merge(model, figures.plus(Figures.ofRun(run.failed())), Figures::plus));
            } else {
                rows.merge(by.of(journal.header()), run.whole(), Figures::plus);
            }
        }

        SpendReport report() {
            var sorted = new ArrayList<Row>();
            rows.forEach((key, figures) -> sorted.add(new Row(key, figures)));
            if (by != Grouping.DAY) {
                sorted.sort(Comparator.comparing((Row row) -> row.figures().spent()).reversed().thenComparing(Row::key));
            }
            return new SpendReport(by, List.copyOf(sorted), total);
        }
    }
}
