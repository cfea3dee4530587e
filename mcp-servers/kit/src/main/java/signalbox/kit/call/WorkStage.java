package signalbox.kit.call;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.tool.ToolAnswer;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.tool.ToolRequest;
import signalbox.kit.tool.ToolWork;
import signalbox.kit.work.CallerConcurrency;
import signalbox.kit.work.Deadline;
import signalbox.kit.work.IdempotentResults;
import signalbox.kit.work.TimedOutcome;
import signalbox.kit.work.WorkThreads;

/// Does the work of the version that runs, within its time.
///
/// What may write is done in one transaction with its call id, its limits and its audit row: all of it remains, or nothing.
/// What only reads takes no transaction, no place of its caller and no heed of its call id: done again, it changes nothing.
final class WorkStage implements CallStage {
    private static final Logger LOG = LoggerFactory.getLogger(WorkStage.class);

    private final Handlers handlers;
    private final Predicate<Invocation> stillAllowed;
    private final OutputLimit limit;
    private final WorkThreads threads;
    private final Writing writing;
    private final CallerConcurrency concurrency = new CallerConcurrency();

    /// @param stillAllowed asked when writing work begins, for it may have waited
    WorkStage(Handlers handlers, Predicate<Invocation> stillAllowed, CompiledSchemas schemas, WorkThreads threads, Writing writing) {
        this.handlers = handlers;
        this.stillAllowed = stillAllowed;
        this.threads = threads;
        this.writing = writing;
        limit = new OutputLimit(schemas);
    }

    /// Finds the work of the version that runs.
    @FunctionalInterface
    interface Handlers {
        /// Null where a reloaded release names work that is not there.
        @Nullable ToolWork of(Invocation call);
    }

    /// What writing calls need of the database.
    record Writing(TransactionOperations transaction, IdempotentResults results) {}

    /// What the work of a call comes to.
    private sealed interface Done {
        /// It has passed the later stages, in its transaction.
        record Answered(CallToolResult result) implements Done {}

        /// It has still to pass them; nothing of it is kept in a transaction.
        record Loose(Invocation call) implements Done {}
    }

    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        var text = new CallFailureText(call);
        var work = handlers.of(call);
        if (work == null) {
            return onward.end(call.failed(CallOutcome.BROKEN, text.broken()));
        }
        var deadline = new Deadline();
        var ended = call.mayWrite()
                ? threads.run(call.context().client(), deadline, () -> write(call, work, deadline, onward))
                : threads.<Done>run(call.context().client(), deadline, () -> new Done.Loose(run(call, work))); // it has not waited
        return switch (ended) {
            case TimedOutcome.Finished<Done>(Done.Answered(var result)) -> result;
            case TimedOutcome.Finished<Done>(Done.Loose(var done)) -> isUndone(done) ? onward.end(done) : onward.next(done);
            case TimedOutcome.Expired<Done>(var seconds) -> onward.end(call.failed(CallOutcome.EXPIRED, text.expired(seconds)));
            case TimedOutcome.Cancelled<Done>() -> onward.end(call.failed(CallOutcome.CANCELLED, text.cancelled()));
            case TimedOutcome.Broken<Done>(var cause) -> {
                LOG.error("{} of {} broke", call.decision().id(), call.descriptor().id(), cause);
                yield onward.end(call.failed(CallOutcome.BROKEN, text.broken()));
            }
        };
    }

    private Done write(Invocation call, ToolWork work, Deadline deadline, Onward onward) throws InterruptedException {
        return concurrency.take(call.caller().principal(), () -> writing.transaction().execute(status -> {
            var done = once(call, work, status, onward);
            boolean inTime = deadline.commit();
            if (done instanceof Done.Loose || !inTime) {
                status.setRollbackOnly(); // what it claimed and wrote goes, and its row is written afterwards
            }
            return done;
        }));
    }

    /// The work of a call that may write, or what an earlier call of the same id came to.
    private Done once(Invocation call, ToolWork work, TransactionStatus status, Onward onward) {
        var callId = call.request().callId();
        if (callId == null) {
            return kept(undoneOnError(call, work, status), onward);
        }
        var named = new IdempotentResults.NamedCall(
                call.caller().principal(), callId, call.descriptor().id(), call.request().argsDigest());
        return switch (writing.results().claim(named, call.decision().at())) {
            case IdempotentResults.Claim.Same(var outcome) -> stillAllowed.test(call)
                    ? new Done.Answered(onward.end(call.finished(CallOutcome.REPEATED, outcome)))
                    : new Done.Loose(withdrawn(call));
            case IdempotentResults.Claim.Other(var tool) ->
                new Done.Answered(onward.end(call.failed(CallOutcome.CLASH, new CallFailureText(call).clash(tool))));
            case IdempotentResults.Claim.Fresh() -> {
                var done = undoneOnError(call, work, status);
                if (!isUndone(done) && done.ending().result() instanceof CallToolResult.Answered(var _, var outcome, var _, var _)) {
                    writing.results().keep(named, outcome);
                }
                yield kept(done, onward);
            }
        };
    }

    private static Done kept(Invocation done, Onward onward) {
        return isUndone(done) ? new Done.Loose(done) : new Done.Answered(onward.next(done));
    }

    /// What work wrote that ends with an error is undone; that it was called is not.
    private Invocation undoneOnError(Invocation call, ToolWork work, TransactionStatus status) {
        if (!stillAllowed.test(call)) {
            return withdrawn(call);
        }
        var before = status.createSavepoint();
        var done = run(call, work);
        if (done.ending().outcome() == CallOutcome.ERROR) {
            status.rollbackToSavepoint(before);
        }
        status.releaseSavepoint(before);
        return done;
    }

    private Invocation run(Invocation call, ToolWork work) {
        var context = call.context();
        var request = new ToolRequest(
                call.descriptor().id(), call.request().arguments(), call.caller().principal(), context.client(), context.responses());
        try {
            return switch (work.run(request)) {
                case ToolOutcome outcome -> finished(call, limit.held(call.descriptor(), outcome));
                case ToolAnswer.Asking(var questions) ->
                    call.ended(call.decision(), CallOutcome.ASKED, new CallToolResult.Asking(questions));
            };
        } finally {
            boolean _ = Thread.interrupted(); // the transaction has still to be undone: interrupted, it would lose its connection
        }
    }

    private static Invocation finished(Invocation call, ToolOutcome outcome) {
        return call.finished(outcome.error() ? CallOutcome.ERROR : CallOutcome.OK, outcome);
    }

    private static Invocation withdrawn(Invocation call) {
        return call.failed(CallOutcome.DENIED, new CallFailureText(call).withdrawn());
    }

    private static boolean isUndone(Invocation done) {
        var outcome = done.ending().outcome();
        return outcome == CallOutcome.ASKED || outcome == CallOutcome.DENIED;
    }
}
