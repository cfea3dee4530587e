package signalbox.host.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.feed.RunFeeds;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.loop.RunJournal;
import signalbox.host.run.loop.RunLoop;
import signalbox.host.run.loop.Transition;
import signalbox.host.run.state.Phase;
import signalbox.host.run.state.RunState;
import signalbox.host.telemetry.EndedRun;
import signalbox.host.telemetry.ModelTelemetry;

/// The runs of this process, each on one virtual thread as long as there is something to do in it: a chat on its caller's
/// own, which waits for it anyway. A run that waits for its caller has none: it is a row, until it is answered, cancelled, or
/// its time is over.
final class ActiveRuns implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ActiveRuns.class.getName());

    private final Ledger ledger;
    private final RunFeeds feeds;
    private final RunLoop loop;
    private final RunConcurrency concurrency;
    private final ModelTelemetry telemetry;
    private final Clock clock;
    private volatile Consumer<RunHeader> parked = _ -> {};
    private final ConcurrentMap<RunId, Running> active = new ConcurrentHashMap<>();

    /// What a run is done by, and within.
    record Work(RunLoop loop, RunConcurrency concurrency, ModelTelemetry telemetry) {}

    ActiveRuns(Ledger ledger, RunFeeds feeds, Work work, Clock clock) {
        this.ledger = ledger;
        this.feeds = feeds;
        loop = work.loop();
        concurrency = work.concurrency();
        telemetry = work.telemetry();
        this.clock = clock;
    }

    /// Told of every run that waits as a row from now on.
    void whenParked(Consumer<RunHeader> told) {
        parked = told;
    }

    @Nullable Running find(RunId run) {
        return active.get(run);
    }

    int running() {
        return active.size();
    }

    /// Begins a run that has its place.
    ///
    /// @param input written already
    /// @param thread where its work is done
    void begin(RunHeader header, List<Entry> input, LiveRun.Policy policy, Executor thread) {
        begin(running(header, input, policy), thread);
    }

    /// Goes on with a run of rows, which this process has taken up. It has its place from now on, and begins with [#launch].
    ///
    /// @param more what happens in it first
    Running goOn(Journal rows, LiveRun.Policy policy, Entry... more) {
        var running = running(rows.header(), rows.entries(), policy);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.TakenUp(policy.frozen().routing().revision()));
        entries.addAll(List.of(more));
        running.run.journal().commit(entries.toArray(Entry[]::new));
        concurrency.add(rows.header().caller().name());
        return running;
    }

    private Running running(RunHeader header, List<Entry> entries, LiveRun.Policy policy) {
        var feed = feeds.open(header, entries);
        var journal = new RunJournal(ledger, feed, RunState.of(header, entries));
        return new Running(new LiveRun(header, policy, journal, clock), feed);
    }

    void launch(Running running) {
        begin(running, ownThread(running.feed.id()));
    }

    /// Called as the run is.
    static Executor ownThread(RunId run) {
        return work -> Thread.ofVirtual().name(run.value()).start(work);
    }

    private void begin(Running running, Executor thread) {
        active.put(running.feed.id(), running);
        thread.execute(() -> worked(running));
    }

    private void worked(Running running) {
        try {
            work(running);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the end of run " + running.feed.id() + " could not be written; the next start writes it", e);
            running.feed.close(e);
        } finally {
            active.remove(running.feed.id());
            concurrency.release(running.run.header().caller().name());
            feeds.close(running.feed);
            running.done.complete(null);
        }
    }

    private void work(Running running) {
        while (true) {
            switch (looped(running)) {
                case Transition.End(var how) -> {
                    if (!(running.run.state().phase() instanceof Phase.Ended)) {
                        end(running, how);
                    }
                    tell(running.run);
                    return;
                }
                case Transition.Pause _ -> {
                    if (running.park()) {
                        parked.accept(running.run.header());
                        return;
                    }
                }
                case Transition.Continue _ -> throw new IllegalStateException("a loop that only goes on");
            }
        }
    }

    private Transition looped(Running running) {
        try {
            return loop.run(running.run);
        } catch (RuntimeException | Error e) {
            var id = running.feed.id();
            LOG.log(Level.ERROR, "run " + id + " broke", e);
            return new Transition.End(new Entry.Finished(
                    RunStatus.FAILED, "the host failed; its log tells more under " + id, "",
                    running.run.state().output(), List.of()));
        }
    }

    /// Nothing is left open, whatever ended the run.
    private static void end(Running running, Entry.Finished how) {
        running.questions.close();
        var entries = new ArrayList<>(ClosingEntries.calls(
                running.run.state(), Entry.CallStatus.CANCELLED, "Error: The run ended before this call's result was known."));
        entries.add(how);
        running.run.journal().commit(entries.toArray(Entry[]::new));
    }

    /// A run that was left has not ended: whoever takes it over tells.
    private void tell(LiveRun run) {
        if (run.state().phase() instanceof Phase.Ended(var how)) {
            telemetry.ended(new EndedRun(
                    run.header().id().value(), run.policy().routing().name(), how.status().word(), run.ran(), run.waited()));
        }
    }

    @Override
    public void close() {
        var open = List.copyOf(active.values());
        for (var running : open) {
            if (running.run.header().origin() == RunHeader.Origin.RUN) {
                running.run.journal().leave();
                running.feed.close(new IllegalStateException("the host ends"));
            }
            running.run.cancellation().cancel();
        }
        open.forEach(running -> running.done.join());
    }
}
