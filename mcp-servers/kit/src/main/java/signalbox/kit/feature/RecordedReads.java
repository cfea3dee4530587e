package signalbox.kit.feature;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.kit.audit.AuditLog;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.RecordedDecision;
import signalbox.kit.content.Printable;
import signalbox.kit.input.Client;
import signalbox.kit.work.Deadline;
import signalbox.kit.work.TimedOutcome;
import signalbox.kit.work.WorkThreads;

/// Reads resources and prompts within the time of a call, and puts it on record.
record RecordedReads(WorkThreads threads, AuditLog audit) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedReads.class);

    /// @param outcome what the audit says of a value that was read
    <T> TimedOutcome<T> read(RecordedDecision decision, Client client, Callable<T> reading, Function<T, CallOutcome> outcome) {
        long start = System.nanoTime();
        var ended = threads.run(client, new Deadline(), reading);
        if (ended instanceof TimedOutcome.Broken<T>(var cause)) {
            LOG.error("{} of {} broke", decision.id(), Printable.of(decision.subject().name()), cause);
        }
        audit.record(decision, outcome(ended, outcome), Duration.ofNanos(System.nanoTime() - start));
        return ended;
    }

    /// Puts on record what was not read.
    void refuse(RecordedDecision decision, CallOutcome outcome) {
        audit.record(decision, outcome, Duration.ZERO);
    }

    private static <T> CallOutcome outcome(TimedOutcome<T> ended, Function<T, CallOutcome> finished) {
        return switch (ended) {
            case TimedOutcome.Finished<T>(var value) -> finished.apply(value);
            case TimedOutcome.Expired<T> _ -> CallOutcome.EXPIRED;
            case TimedOutcome.Cancelled<T> _ -> CallOutcome.CANCELLED;
            case TimedOutcome.Broken<T> _ -> CallOutcome.BROKEN;
        };
    }
}
