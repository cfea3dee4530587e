package signalbox.app.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.host.ledger.History;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunView;
import signalbox.kit.audit.AuditQuery;
import signalbox.kit.audit.AuditRecords;
import signalbox.policy.permission.PrincipalName;

/// The log of an installation: the audit of its MCP servers and the ledger of its host in one order.
///
/// Rows are read as they are wanted, all from one moment's state of the database.
public final class LogReader {
    private static final Comparator<LogLine> NEWEST_FIRST =
            Comparator.comparing(LogLine::at).thenComparing(LogLine::id).reversed();

    private final AuditRecords audit;
    private final History history;
    private final TransactionTemplate snapshot;

    public LogReader(DataSource database) {
        audit = new AuditRecords(database);
        history = History.of(database);
        snapshot = Snapshot.of(database);
    }

    /// Hands on what is asked for, the newest first; returns how many lines that were.
    public long read(LogQuery query, Consumer<LogLine> told) {
        var count = snapshot.execute(_ -> {
            long left = query.limit();
            for (var span : LogSpan.back(query.now(), query.since())) {
                left -= left == 0 ? 0 : read(query, span, left, told);
            }
            return query.limit() - left;
        });
        return count == null ? 0 : count;
    }

    /// Whether anything was ever written of them.
    public boolean knows(PrincipalName principal) {
        return audit.knows(principal.toString()) || history.knows(principal);
    }

    private long read(LogQuery query, LogSpan span, long limit, Consumer<LogLine> told) {
        var principal = query.principal();
        try (var calls = audit.stream(new AuditQuery(
                        span.from(), span.until(), principal == null ? null : principal.toString(), query.denied(), limit));
                var runs = history.stream(span.from(), span.until(), principal)) {
            var merged = new Merged(
                    calls.<LogLine>map(LogLine.Audited::new).iterator(),
                    runs.flatMap(run -> lines(run, query.denied())).iterator());
            long count = 0;
            for (var line = merged.next(); line != null; line = count < limit ? merged.next() : null) {
                told.accept(line);
                count++;
            }
            return count;
        }
    }

    /// The run, and the calls that the host itself decided on.
    private static Stream<LogLine> lines(Journal journal, boolean denied) {
        var run = RunView.of(journal.header(), journal.entries());
        var calls = run.steps().stream()
                .flatMap(step -> step.calls().stream())
                .filter(call -> !call.ruling().reason().isEmpty() && (!denied || !call.decision().equals("allow")))
                .<LogLine>map(call -> new LogLine.Hosted(run, call));
        var all = new ArrayList<>(calls.toList());
        if (!denied) {
            all.add(new LogLine.OfRun(run));
        }
        all.sort(NEWEST_FIRST);
        return all.stream();
    }

    /// Two orders made one.
    private static final class Merged {
        private final Iterator<LogLine> calls;
        private final Iterator<LogLine> runs;
        private @Nullable LogLine call;
        private @Nullable LogLine run;

        Merged(Iterator<LogLine> calls, Iterator<LogLine> runs) {
            this.calls = calls;
            this.runs = runs;
        }

        @Nullable LogLine next() {
            call = call == null && calls.hasNext() ? calls.next() : call;
            run = run == null && runs.hasNext() ? runs.next() : run;
            boolean isCall = run == null || (call != null && NEWEST_FIRST.compare(call, run) < 0);
            var next = isCall ? call : run;
            if (isCall) {
                call = null;
            } else {
                run = null;
            }
            return next;
        }
    }
}
