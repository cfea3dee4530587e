package signalbox.kit.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.kit.ToolOutcome;
import signalbox.kit.ToolRequest;

/// Does a job in one transaction: remembered call id, work, limits, audit row; all of it remains, or nothing.
public final class Workbench implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final TransactionTemplate transaction;
    private final RememberedCalls remembered;
    private final AuditLog audit;
    private final OutputLimit limit;
    private final InstantSource clock;
    private final Duration longest;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-call-", 0).factory());

    public Workbench(DataSource source, Schemas schemas, InstantSource clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        transaction.setTimeout((int) Math.max(1, longest.toSeconds()));
        remembered = new RememberedCalls(source);
        audit = new AuditLog(source);
        limit = new OutputLimit(schemas);
    }

    /// Does the job, or says why nothing of it remains.
    public Done perform(Job job) {
        long start = System.nanoTime();
        var deadline = new Deadline();
        var worker = workers.submit(() -> transaction.execute(status -> inTransaction(job, status, deadline, start)));
        try {
            return within(worker, deadline, job, start);
        } catch (ExecutionException e) {
            LOG.error("{} of {} broke", job.ruling().id(), job.descriptor().id(), e.getCause());
            audit.write(job.ruling(), CallOutcome.BROKEN, elapsed(start));
            return new Done.Broken();
        } catch (InterruptedException _) {
            deadline.expire();
            worker.cancel(true);
            Thread.currentThread().interrupt();
            return new Done.Broken();
        }
    }

    /// Writes the row of a call that was not done.
    public void refuse(Ruling ruling, CallOutcome outcome) {
        audit.write(ruling, outcome, 0);
    }

    /// Drops the results of calls that are more than 24 hours old.
    public void forget() {
        remembered.forgetBefore(clock.instant());
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private Done within(Future<Done> worker, Deadline deadline, Job job, long start)
            throws ExecutionException, InterruptedException {
        try {
            return worker.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            if (!deadline.expire()) {
                return worker.get();
            }
            worker.cancel(true);
            audit.write(job.ruling(), CallOutcome.EXPIRED, elapsed(start));
            return new Done.Expired(longest.toSeconds());
        }
    }

    private Done inTransaction(Job job, TransactionStatus status, Deadline deadline, long start) {
        var done = job.callId() == null ? fresh(job, status) : once(job, job.callId(), status);
        audit.write(job.ruling(), outcome(done), elapsed(start));
        if (!deadline.commit()) {
            status.setRollbackOnly();
        }
        return done;
    }

    private Done once(Job job, String callId, TransactionStatus status) {
        return switch (remembered.claim(job, callId)) {
            case RememberedCalls.Claim.Same(var outcome) -> new Done.Finished(outcome, true);
            case RememberedCalls.Claim.Other(var tool) -> new Done.Clash(tool);
            case RememberedCalls.Claim.Fresh() -> {
                var finished = fresh(job, status);
                remembered.keep(job, callId, finished.outcome());
                yield finished;
            }
        };
    }

    private Done.Finished fresh(Job job, TransactionStatus status) {
        var before = status.createSavepoint();
        var request = new ToolRequest(job.descriptor().id(), job.arguments(), job.ruling().caller());
        ToolOutcome outcome = limit.held(job.descriptor(), job.work().run(request));
        if (outcome.error()) {
            status.rollbackToSavepoint(before);
        }
        status.releaseSavepoint(before);
        return new Done.Finished(outcome, false);
    }

    private static CallOutcome outcome(Done done) {
        return switch (done) {
            case Done.Finished(var _, var repeated) when repeated -> CallOutcome.REPEATED;
            case Done.Finished(var outcome, var _) -> outcome.error() ? CallOutcome.ERROR : CallOutcome.OK;
            case Done.Clash _ -> CallOutcome.CLASH;
            case Done.Expired _ -> CallOutcome.EXPIRED;
            case Done.Broken _ -> CallOutcome.BROKEN;
        };
    }

    private static long elapsed(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
