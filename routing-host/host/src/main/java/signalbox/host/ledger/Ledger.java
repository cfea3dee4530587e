package signalbox.host.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.json.Digest;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;

/// The append-only record of runs, in PostgreSQL (schema `ledger`): rows are committed when a method returns.
public final class Ledger implements AutoCloseable {
    /// How long an idempotency key counts.
    private static final int KEY_HOURS = 24;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final HostLease lease;
    private final Events events;
    private final History history;

    /// Opens the ledger for this process and settles what dead processes left open.
    public Ledger(DataSource source, Clock clock) {
        sql = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        this.clock = clock;
        events = new Events(sql, clock);
        history = new History(sql);
        lease = HostLease.take(source);
        new Recovery(this).run();
    }

    /// Whether a run was opened, or which one the same idempotency key opened before.
    public sealed interface Opening {
        record Fresh() implements Opening {}

        record Repeated(RunId run) implements Opening {}

        record Conflict() implements Opening {}
    }

    /// A caller's idempotency key with the digest of the request's body.
    public record Once(String key, String body) {}

    public Opening open(Entry.Opened run, @Nullable Once once) {
        Opening opening = inTransaction(() -> {
            if (once != null) {
                lock("idempotency " + run.caller() + " " + once.key());
                var earlier = earlier(run.caller(), once);
                if (earlier != null) {
                    return earlier;
                }
            }
            insert(run);
            if (once != null) {
                sql.sql("INSERT INTO ledger.idempotency (caller, key, body, run, at) VALUES (?, ?, ?, ?, ?)")
                        .params(run.caller().toString(), once.key(), once.body(), run.run().value(), now())
                        .update();
            }
            events.append(run.run(), new RunEvent.RunStarted(run.caller().toString(), run.askedModel(), run.policy()));
            return new Opening.Fresh();
        });
        events.wake();
        return opening;
    }

    public void decided(Entry.Decided entry, RunEvent.StepRouted event) {
        var facts = LedgerJson.tree(entry.facts());
        appending(entry.run(), event, () -> {
            sql.sql("INSERT INTO ledger.decision (id, run, policy, rule, facts_digest, facts, decision, at)"
                            + " VALUES (?, ?, ?, ?, ?, ?::json, ?::json, ?)")
                    .params(entry.id().value(), entry.run().value(), entry.decision().policy(), event.rule(),
                            Digest.sha256(facts), facts.toString(), LedgerJson.write(entry.decision()), now())
                    .update();
            sql.sql("INSERT INTO ledger.step (id, run, index, kind, decision, missing_tools, at)"
                            + " VALUES (?, ?, ?, ?, ?, ?::json, ?)")
                    .params(entry.step().value(), entry.run().value(), entry.index(), entry.kind(),
                            entry.id().value(), LedgerJson.write(entry.missing()), now())
                    .update();
        });
    }

    /// Writes the attempt down, unless the caller's spending of the day (UTC) would pass the limit with it.
    ///
    /// @return what the caller has spent today if that leaves too little, or null where the attempt is dispatched
    public @Nullable Cost dispatch(Entry.AttemptDispatched entry, @Nullable Cost callerDay) {
        return inTransaction(() -> {
            if (callerDay != null) {
                lock("spending " + entry.caller());
                var spent = spent(entry.caller(), today());
                if (spent.plus(entry.worst()).compareTo(callerDay) > 0) {
                    return spent;
                }
            }
            sql.sql("INSERT INTO ledger.attempt (id, run, step, caller, day, model, worst, input_estimate, output_max,"
                            + " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(entry.id().value(), entry.run().value(), entry.step().value(), entry.caller().toString(),
                            today(), entry.model().value(), entry.worst().nano(), entry.inputEstimate(),
                            entry.outputMax(), now())
                    .update();
            return null;
        });
    }

    public void settle(RunId run, Entry.AttemptSettled entry, RunEvent.AttemptFinished event) {
        appending(run, event, () -> settle(entry));
    }

    void settle(Entry.AttemptSettled entry) {
        sql.sql("INSERT INTO ledger.attempt_settled (attempt, outcome, reason, billing, input, cache_read, cache_write,"
                        + " output, cost, ms, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(entry.id().value(), entry.outcome(), printable(entry.reason()), entry.billing().word(),
                        entry.usage().input(), entry.usage().cacheRead(), entry.usage().cacheWrite(),
                        entry.usage().output(), entry.cost().nano(), entry.took().toMillis(), now())
                .update();
    }

    public void dispatch(Entry.CallDispatched entry, RunEvent.ToolStarted event) {
        appending(entry.run(), event, () -> sql.sql(
                        "INSERT INTO ledger.tool_call (id, run, step, position, tool, version, digest, arguments, at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?)")
                .params(entry.id().value(), entry.run().value(), entry.step().value(), entry.position(),
                        printable(entry.tool()), entry.version(), entry.digest(), LedgerJson.write(entry.arguments()),
                        now())
                .update());
    }

    public void settle(RunId run, Entry.CallSettled entry, RunEvent.ToolFinished event) {
        appending(run, event, () -> settle(entry));
    }

    void settle(Entry.CallSettled entry) {
        sql.sql("INSERT INTO ledger.tool_call_settled (call, outcome, decision, decision_id, rule, reason, error,"
                        + " labels, result, ms, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)")
                .params(entry.id().value(), entry.outcome(), entry.decision(), entry.decisionId(), entry.rule(),
                        printable(entry.reason()), entry.error(), entry.labels().toArray(String[]::new),
                        LedgerJson.write(entry.parts().toArray(Part[]::new)),
                        entry.took().toMillis(), now())
                .update();
    }

    public void asked(Entry.Asked entry, RunEvent.InputNeeded event) {
        appending(entry.run(), event, () -> insert(entry));
    }

    public void answered(RunId run, Entry.Answered entry, RunEvent.InputSettled event) {
        appending(run, event, () -> insert(entry));
    }

    /// A question that nobody was asked is never open.
    public void declined(Entry.Asked asked, Entry.Answered answered, RunEvent.InputSettled event) {
        appending(asked.run(), event, () -> {
            insert(asked);
            insert(answered);
        });
    }

    private void insert(Entry.Asked entry) {
        sql.sql("INSERT INTO ledger.question (id, run, server, kind, message, schema, url, at)"
                        + " VALUES (?, ?, ?, ?, ?::json, ?::json, ?::json, ?)")
                .params(entry.id().value(), entry.run().value(), entry.server().value(), entry.kind().word(),
                        LedgerJson.write(entry.message()))
                .param(entry.schema() == null ? null : entry.schema().toString())
                .param(entry.url() == null ? null : LedgerJson.write(entry.url().toString()))
                .param(now())
                .update();
    }

    void insert(Entry.Answered entry) {
        sql.sql("INSERT INTO ledger.question_settled (question, action, by, at) VALUES (?, ?, ?, ?)")
                .params(entry.id().value(), entry.settled().action().word(), entry.settled().by().word(), now())
                .update();
    }

    public void said(RunId run, RunEvent.OutputDelta event) {
        appending(run, event, () -> {});
    }

    /// Ends a run; a run that has ended already stays as it is.
    public void finish(Entry.Finished entry, Cost cost) {
        var event = new RunEvent.RunFinished(
                entry.status(), entry.reason(), entry.finish(), entry.output(), cost);
        inTransaction(() -> {
            if (insert(entry) == 1) {
                events.append(entry.run(), event);
            }
            return null;
        });
        events.wake();
    }

    /// What a caller has spent on a day; open attempts, and those of unknown outcome, count with their worst case.
    public Cost spent(PrincipalName caller, LocalDate day) {
        return new Cost(sql.sql("SELECT coalesce(sum(coalesce(s.cost, a.worst)), 0) FROM ledger.attempt a"
                        + " LEFT JOIN ledger.attempt_settled s ON s.attempt = a.id WHERE a.caller = ? AND a.day = ?")
                .params(caller.toString(), day)
                .query(Long.class)
                .single());
    }

    public History history() {
        return history;
    }

    public Events events() {
        return events;
    }

    /// Gives up this process's claim on its open runs.
    @Override
    public void close() {
        lease.close();
    }

    JdbcClient sql() {
        return sql;
    }

    <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /// Holds others off from the same subject until this transaction ends.
    void lock(String subject) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").param(subject).query((ResultSet _) -> {});
    }

    OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void appending(RunId run, RunEvent event, Runnable rows) {
        inTransaction(() -> {
            rows.run();
            events.append(run, event);
            return null;
        });
        events.wake();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private @Nullable Opening earlier(PrincipalName caller, Once once) {
        return sql.sql("SELECT body, run FROM ledger.idempotency WHERE caller = ? AND key = ? AND at > ?"
                        + " ORDER BY seq DESC LIMIT 1")
                .params(caller.toString(), once.key(), now().minusHours(KEY_HOURS))
                .query((row, _) -> opening(row, once))
                .optional()
                .orElse(null);
    }

    private static Opening opening(ResultSet row, Once once) throws SQLException {
        return once.body().equals(row.getString("body"))
                ? new Opening.Repeated(new RunId(row.getString("run")))
                : new Opening.Conflict();
    }

    private void insert(Entry.Opened run) {
        var budget = run.budget();
        sql.sql("INSERT INTO ledger.run (id, host, caller, credential, asked_model, policy, task, session, labels,"
                        + " metadata, deadline, input, at, budget)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?::json, ?, ?)")
                .params(run.run().value(), lease.host(), run.caller().toString(), run.credential(),
                        printable(run.askedModel()), run.policy(), printable(run.task()), printable(run.session()),
                        run.labels().stream().map(Ledger::printable).toArray(String[]::new),
                        LedgerJson.write(run.metadata()), OffsetDateTime.ofInstant(run.deadline(), ZoneOffset.UTC),
                        LedgerJson.write(run.input().toArray(Turn[]::new)), now())
                .param(budget == null ? null : budget.nano())
                .update();
    }

    int insert(Entry.Finished entry) {
        return sql.sql("INSERT INTO ledger.run_finished (run, status, reason, finish, output, handed_back, at)"
                        + " VALUES (?, ?, ?, ?, ?::json, ?::json, ?) ON CONFLICT (run) DO NOTHING")
                .params(entry.run().value(), entry.status().word(), printable(entry.reason()), entry.finish(),
                        LedgerJson.write(entry.output()),
                        LedgerJson.write(entry.handedBack().toArray(ToolCall[]::new)), now())
                .update();
    }

    /// PostgreSQL's text holds every character but NUL.
    private static String printable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
