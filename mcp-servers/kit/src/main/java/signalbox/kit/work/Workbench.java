package signalbox.kit.work;

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
import signalbox.kit.ToolAnswer;
import signalbox.kit.ToolOutcome;
import signalbox.kit.ask.Client;

/// Does a job in one transaction: remembered call id, work, limits, audit row; all of it remains, or nothing.
///
/// Of a job that keeps nothing the audit row is written after the work, with those of other such jobs; it is answered
/// only once its row is there.
public final class Workbench implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final TransactionTemplate transaction;
    private final RememberedCalls remembered;
    private final AuditLog audit;
    private final AuditBatches batches;
    private final OutputLimit limit;
    private final InstantSource clock;
    private final Workers workers;
    private final Turns turns = new Turns();

    public Workbench(Database database, Schemas schemas, InstantSource clock, Duration longest) {
        this.clock = clock;
        workers = new Workers(longest);
        var source = database.workSource();
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        transaction.setTimeout((int) Math.max(1, longest.toSeconds()));
        remembered = new RememberedCalls(source);
        audit = new AuditLog(source);
        batches = new AuditBatches(database.dataSource());
        limit = new OutputLimit(schemas);
    }

    /// Does the job, or says why nothing of it remains.
    public Done perform(Job job) {
        long start = System.nanoTime();
        var deadline = new Deadline();
        var ended = workers.run(job.request().client(), deadline,
                () -> turns.take(job, () -> transaction.execute(status -> inTransaction(job, status, deadline, start))));
        var done = done(job, ended);
        boolean onRecord = ended instanceof Ended.Finished && !job.keepsNothing() && !isUndone(done);
        if (!onRecord) {
            batches.write(new AuditRow(job.ruling(), outcome(done), elapsed(start)));
        }
        return done;
    }

    /// Reads something that is no tool: within the time, on the record.
    ///
    /// @param outcome what the audit says of a value that was read
    public <T> Ended<T> read(Ruling ruling, Client client, Callable<T> reading, Function<T, CallOutcome> outcome) {
        long start = System.nanoTime();
        var ended = workers.run(client, new Deadline(), reading);
        if (ended instanceof Ended.Broken<T>(var cause)) {
            LOG.error("{} of {} broke", ruling.id(), Printable.of(ruling.tool()), cause);
        }
        batches.write(new AuditRow(ruling, outcome(ended, outcome), elapsed(start)));
        return ended;
    }

    /// Writes the row of a call that was not done; throws where it cannot.
    public void refuse(Ruling ruling, CallOutcome outcome) {
        batches.write(new AuditRow(ruling, outcome, 0));
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

    private static Done done(Job job, Ended<Done> ended) {
        return switch (ended) {
            case Ended.Finished<Done>(var done) -> done;
            case Ended.Expired<Done>(var seconds) -> new Done.Expired(seconds);
            case Ended.Cancelled<Done>() -> new Done.Cancelled();
            case Ended.Broken<Done>(var cause) -> {
                LOG.error("{} of {} broke", job.ruling().id(), job.descriptor().id(), cause);
                yield new Done.Broken();
            }
        };
    }

    private Done inTransaction(Job job, TransactionStatus status, Deadline deadline, long start) {
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

    private Done once(Job job, String callId, TransactionStatus status) {
        return switch (remembered.claim(job, callId)) {
            case RememberedCalls.Claim.Same(var outcome) ->
                job.standing().getAsBoolean() ? new Done.Finished(outcome, true) : new Done.Withdrawn();
            case RememberedCalls.Claim.Other(var tool) -> new Done.Clash(tool);
            case RememberedCalls.Claim.Fresh() -> {
                var done = fresh(job, status);
                if (done instanceof Done.Finished(var outcome, var _)) {
                    remembered.keep(job, callId, outcome);
                }
                yield done;
            }
        };
    }

    private Done fresh(Job job, TransactionStatus status) {
        if (job.keepsNothing()) {
            var done = run(job);
            if (!(done instanceof Done.Finished(var outcome, var _)) || outcome.error()) {
                status.setRollbackOnly();
            }
            return done;
        }
        var before = status.createSavepoint();
        var done = run(job);
        if (done instanceof Done.Finished(var outcome, var _) && outcome.error()) {
            status.rollbackToSavepoint(before);
        }
        status.releaseSavepoint(before);
        return done;
    }

    private Done run(Job job) {
        if (!job.standing().getAsBoolean()) {
            return new Done.Withdrawn();
        }
        try {
            return switch (job.work().run(job.request())) {
                case ToolOutcome outcome -> new Done.Finished(limit.held(job.descriptor(), outcome), false);
                case ToolAnswer.Asking(var questions) -> new Done.Asking(questions);
            };
        } finally {
            boolean _ = Thread.interrupted(); // the transaction has still to be undone: interrupted, it would lose its connection
        }
    }

    private static boolean isUndone(Done done) {
        return done instanceof Done.Asking || done instanceof Done.Withdrawn;
    }

    private static CallOutcome outcome(Done done) {
        return switch (done) {
            case Done.Finished(var _, var repeated) when repeated -> CallOutcome.REPEATED;
            case Done.Finished(var outcome, var _) -> outcome.error() ? CallOutcome.ERROR : CallOutcome.OK;
            case Done.Asking _ -> CallOutcome.ASKED;
            case Done.Withdrawn _ -> CallOutcome.DENIED;
            case Done.Clash _ -> CallOutcome.CLASH;
            case Done.Expired _ -> CallOutcome.EXPIRED;
            case Done.Cancelled _ -> CallOutcome.CANCELLED;
            case Done.Broken _ -> CallOutcome.BROKEN;
        };
    }

    private static <T> CallOutcome outcome(Ended<T> ended, Function<T, CallOutcome> finished) {
        return switch (ended) {
            case Ended.Finished<T>(var value) -> finished.apply(value);
            case Ended.Expired<T> _ -> CallOutcome.EXPIRED;
            case Ended.Cancelled<T> _ -> CallOutcome.CANCELLED;
            case Ended.Broken<T> _ -> CallOutcome.BROKEN;
        };
    }

    private static long elapsed(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
