package signalbox.kit.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.database.Database;
import signalbox.kit.input.Client;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.kit.tool.ToolAnswer;
import signalbox.kit.tool.ToolOutcome;

/// Does a job in one transaction: remembered call id, work, limits, audit row; all of it remains, or nothing.
///
/// Of a job that keeps nothing the audit row is written after the work, with those of other such jobs; it is answered
/// only once its row is there.
public final class CallExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallExecutor.class);

    private final TransactionTemplate transaction;
    private final IdempotentResults remembered;
    private final AuditLog audit;
    private final AuditBatches batches;
    private final OutputLimit limit;
    private final InstantSource clock;
    private final WorkThreads workers;
    private final ToolTelemetry telemetry;
    private final CallerConcurrency turns = new CallerConcurrency();

    public CallExecutor(
            Database database, CompiledSchemas schemas, InstantSource clock, Duration longest, ToolTelemetry telemetry) {
        this.telemetry = telemetry;
        this.clock = clock;
        workers = new WorkThreads(longest);
        var source = database.workSource();
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        transaction.setTimeout((int) Math.max(1, longest.toSeconds()));
        remembered = new IdempotentResults(source);
        audit = new AuditLog(source);
        batches = new AuditBatches(database.dataSource());
        limit = new OutputLimit(schemas);
    }

    /// Does the job, or says why nothing of it remains.
    public InvocationOutcome perform(Invocation job) {
        long start = System.nanoTime();
        var deadline = new Deadline();
        var ended = workers.run(job.request().client(), deadline,
                () -> turns.take(job, () -> transaction.execute(status -> inTransaction(job, status, deadline, start))));
        var done = done(job, ended);
        boolean onRecord = ended instanceof TimedOutcome.Finished && !job.keepsNothing() && !isUndone(done);
        if (!onRecord) {
            batches.write(new AuditRow(job.ruling(), outcome(done), elapsed(start)));
        }
        telemetry.decided(job.ruling().outcome(outcome(done)));
        return done;
    }

    /// Reads something that is no tool: within the time, on the record.
    ///
    /// @param outcome what the audit says of a value that was read
    public <T> TimedOutcome<T> read(RecordedDecision ruling, Client client, Callable<T> reading, Function<T, CallOutcome> outcome) {
        long start = System.nanoTime();
        var ended = workers.run(client, new Deadline(), reading);
        if (ended instanceof TimedOutcome.Broken<T>(var cause)) {
            LOG.error("{} of {} broke", ruling.id(), Printable.of(ruling.tool()), cause);
        }
        batches.write(new AuditRow(ruling, outcome(ended, outcome), elapsed(start)));
        telemetry.decided(ruling.outcome(outcome(ended, outcome)));
        return ended;
    }

    /// Writes the row of a call that was not done; throws where it cannot.
    public void refuse(RecordedDecision ruling, CallOutcome outcome) {
        batches.write(new AuditRow(ruling, outcome, 0));
        telemetry.decided(ruling.outcome(outcome));
    }

    /// Drops the results of calls that are more than 24 hours old.
    public void forget() {
        remembered.forgetBefore(clock.instant());
    }

    @Override
    public void close() {
        workers.close();
        batches.close();
    }

    private static InvocationOutcome done(Invocation job, TimedOutcome<InvocationOutcome> ended) {
        return switch (ended) {
            case TimedOutcome.Finished<InvocationOutcome>(var done) -> done;
            case TimedOutcome.Expired<InvocationOutcome>(var seconds) -> new InvocationOutcome.Expired(seconds);
            case TimedOutcome.Cancelled<InvocationOutcome>() -> new InvocationOutcome.Cancelled();
            case TimedOutcome.Broken<InvocationOutcome>(var cause) -> {
                LOG.error("{} of {} broke", job.ruling().id(), job.descriptor().id(), cause);
                yield new InvocationOutcome.Broken();
            }
        };
    }

    private InvocationOutcome inTransaction(Invocation job, TransactionStatus status, Deadline deadline, long start) {
        var done = job.callId() == null ? fresh(job, status) : once(job, job.callId(), status);
        if (isUndone(done)) {
            status.setRollbackOnly(); // what it claimed and wrote goes; its row is written afterwards
        } else if (!job.keepsNothing()) {
            audit.write(new AuditRow(job.ruling(), outcome(done), elapsed(start)));
        }
        if (!deadline.commit()) {
            status.setRollbackOnly();
        }
        return done;
    }

    private InvocationOutcome once(Invocation job, String callId, TransactionStatus status) {
        return switch (remembered.claim(job, callId)) {
            case IdempotentResults.Claim.Same(var outcome) ->
                job.standing().getAsBoolean() ? new InvocationOutcome.Finished(outcome, true) : new InvocationOutcome.Withdrawn();
            case IdempotentResults.Claim.Other(var tool) -> new InvocationOutcome.Clash(tool);
            case IdempotentResults.Claim.Fresh() -> {
                var done = fresh(job, status);
                if (done instanceof InvocationOutcome.Finished(var outcome, var _)) {
                    remembered.keep(job, callId, outcome);
                }
                yield done;
            }
        };
    }

    private InvocationOutcome fresh(Invocation job, TransactionStatus status) {
        if (job.keepsNothing()) {
            var done = run(job);
            if (!(done instanceof InvocationOutcome.Finished(var outcome, var _)) || outcome.error()) {
                status.setRollbackOnly();
            }
            return done;
        }
        var before = status.createSavepoint();
        var done = run(job);
        if (done instanceof InvocationOutcome.Finished(var outcome, var _) && outcome.error()) {
            status.rollbackToSavepoint(before);
        }
        status.releaseSavepoint(before);
        return done;
    }

    private InvocationOutcome run(Invocation job) {
        if (!job.standing().getAsBoolean()) {
            return new InvocationOutcome.Withdrawn();
        }
        try {
            return switch (job.work().run(job.request())) {
                case ToolOutcome outcome -> new InvocationOutcome.Finished(limit.held(job.descriptor(), outcome), false);
                case ToolAnswer.Asking(var questions) -> new InvocationOutcome.Asking(questions);
            };
        } finally {
            boolean _ = Thread.interrupted(); // the transaction has still to be undone: interrupted, it would lose its connection
        }
    }

    private static boolean isUndone(InvocationOutcome done) {
        return done instanceof InvocationOutcome.Asking || done instanceof InvocationOutcome.Withdrawn;
    }

    private static CallOutcome outcome(InvocationOutcome done) {
        return switch (done) {
            case InvocationOutcome.Finished(var _, var repeated) when repeated -> CallOutcome.REPEATED;
            case InvocationOutcome.Finished(var outcome, var _) -> outcome.error() ? CallOutcome.ERROR : CallOutcome.OK;
            case InvocationOutcome.Asking _ -> CallOutcome.ASKED;
            case InvocationOutcome.Withdrawn _ -> CallOutcome.DENIED;
            case InvocationOutcome.Clash _ -> CallOutcome.CLASH;
            case InvocationOutcome.Expired _ -> CallOutcome.EXPIRED;
            case InvocationOutcome.Cancelled _ -> CallOutcome.CANCELLED;
            case InvocationOutcome.Broken _ -> CallOutcome.BROKEN;
        };
    }

    private static <T> CallOutcome outcome(TimedOutcome<T> ended, Function<T, CallOutcome> finished) {
        return switch (ended) {
            case TimedOutcome.Finished<T>(var value) -> finished.apply(value);
            case TimedOutcome.Expired<T> _ -> CallOutcome.EXPIRED;
            case TimedOutcome.Cancelled<T> _ -> CallOutcome.CANCELLED;
            case TimedOutcome.Broken<T> _ -> CallOutcome.BROKEN;
        };
    }

    private static long elapsed(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
