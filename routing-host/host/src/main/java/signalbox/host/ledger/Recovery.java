package signalbox.host.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunView.Input.Action;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.ledger.RunView.Input.Settled;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// Ends what a process left open when it died: nothing stays stuck, and what may have been billed counts as billed.
final class Recovery {
    static final String INTERRUPTED = "interrupted: the host ended while the run was running";
    private static final String LOST = "Error: The host ended before this call's result was known.";

    private final Ledger ledger;

    Recovery(Ledger ledger) {
        this.ledger = ledger;
    }

    void run() {
        for (var host : hosts()) {
            ledger.inTransaction(() -> {
                if (isDead(host)) {
                    open("r.id FROM ledger.run r WHERE r.host = ? AND NOT EXISTS"
                                    + " (SELECT FROM ledger.run_finished f WHERE f.run = r.id)", host)
                            .forEach(run -> end(new RunId(run)));
                }
                return null;
            });
        }
        ledger.events().wake();
    }

    private List<String> hosts() {
        return ledger.sql()
                .sql("SELECT DISTINCT r.host FROM ledger.run r WHERE NOT EXISTS"
                        + " (SELECT FROM ledger.run_finished f WHERE f.run = r.id)")
                .query(String.class)
                .list();
    }

    private boolean isDead(String host) {
        return ledger.sql()
                .sql("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(host)
                .query(Boolean.class)
                .single();
    }

    private void end(RunId run) {
        ledger.sql()
                .sql("SELECT a.id, a.worst FROM ledger.attempt a WHERE a.run = ? AND NOT EXISTS"
                        + " (SELECT FROM ledger.attempt_settled s WHERE s.attempt = a.id) ORDER BY a.seq")
                .param(run.value())
                .query((row, _) -> unknown(row))
                .list()
                .forEach(ledger::settle);
        open("c.id FROM ledger.tool_call c WHERE c.run = ? AND NOT EXISTS"
                        + " (SELECT FROM ledger.tool_call_settled s WHERE s.call = c.id) ORDER BY c.seq", run.value())
                .forEach(call -> ledger.settle(unknown(new CallId(call))));
        open("q.id FROM ledger.question q WHERE q.run = ? AND NOT EXISTS"
                        + " (SELECT FROM ledger.question_settled s WHERE s.question = q.id) ORDER BY q.seq", run.value())
                .forEach(question -> ledger.insert(new Entry.Answered(
                        new QuestionId(question), new Settled(Action.CANCEL, By.HOST))));
        ledger.finish(
                new Entry.Finished(run, RunStatus.FAILED, INTERRUPTED, "", "", List.of()), ledger.history().cost(run));
    }

    private List<String> open(String query, @Nullable String of) {
        return ledger.sql().sql("SELECT " + query).param(of).query(String.class).list();
    }

    private static Entry.AttemptSettled unknown(ResultSet row) throws SQLException {
        return new Entry.AttemptSettled(
                new AttemptId(row.getString("id")), "unknown", "the host ended before the answer was known",
                Entry.Billing.UNKNOWN, Usage.NONE, new Cost(row.getLong("worst")), Duration.ZERO);
    }

    private static Entry.CallSettled unknown(CallId call) {
        return new Entry.CallSettled(
                call, "unknown", "", "", "", "", true, new TreeSet<>(), List.of(new Part.Text(LOST)), Duration.ZERO);
    }
}
