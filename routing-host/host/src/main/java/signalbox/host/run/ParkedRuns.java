package signalbox.host.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.route.AskedModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.loop.Questions;
import signalbox.host.run.state.RunState;
import signalbox.policy.permission.PrincipalName;

/// Runs that are rows: those that wait for their callers, whichever process put them aside, and those of processes that
/// have died. Here they become runs of this process again.
final class ParkedRuns implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ParkedRuns.class.getName());

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Supplier<FrozenPolicy> frozen;
    private final Clock clock;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("run-deadlines").factory());

    ParkedRuns(Ledger ledger, ActiveRuns active, Supplier<FrozenPolicy> frozen, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.frozen = frozen;
        this.clock = clock;
        active.whenParked(this::watch);
    }

    /// Takes the caller's answer to a question of a run that waits, and goes on with it unless it asks more.
    AnswerOutcome answer(PrincipalName caller, RunId run, QuestionId question, Reply reply) {
        var seen = waiting(caller, run);
        if (seen == null) {
            return new AnswerOutcome.NotOpen();
        }
        var refusal = AnswerCheck.refusal(state(seen), question, reply);
        if (refusal != null) {
            return refusal;
        }
        var mine = ledger.takeUp(run);
        if (mine == null) {
            return new AnswerOutcome.NotOpen();
        }
        var late = AnswerCheck.refusal(state(mine), question, reply);
        goOn(mine, late == null ? Questions.answered(question, reply, By.CALLER) : List.of());
        return late == null ? new AnswerOutcome.Taken() : late;
    }

    /// Ends the caller's run if it waits.
    boolean cancel(PrincipalName caller, RunId run) {
        var mine = waiting(caller, run) == null ? null : ledger.takeUp(run);
        if (mine == null) {
            return false;
        }
        var running = running(mine, List.of());
        running.run.cancellation().cancel();
        active.launch(running);
        return true;
    }

    /// Goes on with what processes that have died left: chats end, since their callers are gone with the connection; runs
    /// go on where they were, or wait as they did.
    void takeOver() {
        for (var left : ledger.takeOver()) {
            try {
                goOn(left, recovered(left));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "run " + left.header().id() + " of a process that has died cannot go on", e);
            }
        }
        ledger.waiting().forEach(this::watch);
    }

    /// Ends a waiting run when its time is over.
    private void watch(RunHeader header) {
        var left = Duration.between(clock.instant(), header.terms().deadline()).plusMillis(1);
        try {
            var _ = deadlines.schedule(
                    () -> Thread.startVirtualThread(() -> expire(header.id())), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // The host ends; the next start watches.
        }
    }

    private void expire(RunId run) {
        try {
            var mine = ledger.takeUp(run);
            if (mine != null) {
                goOn(mine, List.of());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "run " + run + " waits longer than its time", e);
        }
    }

    private static List<Entry> recovered(Journal left) {
        var state = state(left);
        var entries = new ArrayList<>(ClosingEntries.attempts(state));
        if (left.header().origin() == RunHeader.Origin.RUN && state.isWhole()) {
            entries.addAll(ClosingEntries.lostQuestions(state));
            return entries;
        }
        entries.addAll(ClosingEntries.calls(
                state, Entry.CallStatus.UNKNOWN, "Error: The host ended before this call's result was known."));
        entries.addAll(ClosingEntries.questions(state));
        var reason = left.header().origin() == RunHeader.Origin.CHAT
                ? "interrupted: the host ended while the chat was running"
                : "interrupted: the host ended, and the run's turns are kept no longer";
        entries.add(failed(reason));
        return entries;
    }

    private void goOn(Journal rows, List<Entry> more) {
        active.launch(running(rows, more));
    }

    private Running running(Journal rows, List<Entry> more) {
        var policy = frozen.get();
        var asked = AskedModel.read(rows.header().asked().model(), policy);
        var entries = new ArrayList<>(more);
        if (asked == null) {
            entries.add(failed("there is no model '" + rows.header().asked().model() + "' any more"));
        }
        return active.goOn(
                rows, new LiveRun.Policy(policy, asked == null ? new AskedModel.Auto() : asked), entries.toArray(Entry[]::new));
    }

    private @Nullable Journal waiting(PrincipalName caller, RunId run) {
        var rows = ledger.history().journal(run);
        return rows != null && rows.header().caller().name().equals(caller) && state(rows).isWaiting() ? rows : null;
    }

    private static RunState state(Journal rows) {
        return RunState.of(rows.header(), rows.entries());
    }

    private static Entry.Finished failed(String reason) {
        return new Entry.Finished(RunStatus.FAILED, reason, "", "", List.of());
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
