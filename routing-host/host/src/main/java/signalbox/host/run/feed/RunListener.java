package signalbox.host.run.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry.AttemptOutcome;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunId;

/// Somebody who hears the events of a run, at its own pace: it takes what is new when it has read what it was sent. Nothing
/// waits for it and nothing is queued for it; whoever is slow hears larger pieces, or an answer whole.
///
/// The pieces of an answer that it is told make up the answer exactly, wherever it left off. What it was told of one that came
/// to nothing is taken back by [RunEvent.OutputReset].
///
/// While it is open, providers are asked for events.
public final class RunListener implements AutoCloseable {
    private final RunFeeds feeds;
    private final RunId run;
    private final AtomicBoolean left = new AtomicBoolean();
    private EventId at;
    private @Nullable OpenAnswer following;
    private int step;

    /// @param id after which a listener goes on
    public record Told(EventId id, RunEvent event) {}

    RunListener(RunFeeds feeds, RunId run, EventId at) {
        this.feeds = feeds;
        this.run = run;
        this.at = at;
    }

    /// What comes next, in order; waits for it at most so long, and gives none where none came.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public List<Told> next(Duration wait) throws InterruptedException {
        var told = new ArrayList<Told>();
        switch (feeds.after(run, at, following, wait)) {
            case News.Text(var answer, var continued, var text) -> {
                step = answer.step;
                if (!continued) {
                    takeBack(told);
                }
                following = answer;
                at = at.plus(text);
                told.add(new Told(at, new RunEvent.OutputDelta(step, text)));
            }
            case News.Events(var before, var events) -> {
                step = before;
                events.forEach(event -> tell(event, told));
            }
        }
        return told;
    }

    private void tell(RunEvent.Numbered next, List<Told> told) {
        switch (next.event()) {
            case RunEvent.OutputDelta(var ofStep, var text) -> {
                tellRest(next.number(), ofStep, text, told);
                return;
            }
            case RunEvent.AttemptFinished(var _, var attempt) when attempt.outcome().equals(AttemptOutcome.OK.word()) -> {}
            case RunEvent.InputNeeded _, RunEvent.InputSettled _ -> {}
            case RunEvent.StepRouted routed -> {
                takeBack(told);
                step = routed.step();
            }
            case RunEvent.RunStarted _, RunEvent.AttemptFinished _, RunEvent.ToolStarted _, RunEvent.ToolFinished _,
                    RunEvent.OutputReset _, RunEvent.RunFinished _ -> takeBack(told);
        }
        at = at.at(next.number());
        told.add(new Told(at, next.event()));
    }

    private void tellRest(long number, int ofStep, String answer, List<Told> told) {
        if (!at.begins(answer)) {
            takeBack(told);
        }
        var rest = answer.substring(at.chars());
        at = at.at(number).emptied();
        if (!rest.isEmpty()) {
            told.add(new Told(at, new RunEvent.OutputDelta(ofStep, rest)));
        }
    }

    private void takeBack(List<Told> told) {
        if (at.chars() > 0) {
            at = at.emptied();
            told.add(new Told(at, new RunEvent.OutputReset(step)));
        }
    }

    /// It has gone away. May be called by any thread, more than once.
    public void leave() {
        if (left.compareAndSet(false, true)) {
            feeds.leave(run);
        }
    }

    @Override
    public void close() {
        leave();
    }
}
