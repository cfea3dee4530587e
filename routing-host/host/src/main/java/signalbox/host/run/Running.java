package signalbox.host.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.run.feed.RunFeed;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.loop.Questions;

/// A run that a thread of this process is at work on.
final class Running {
    final LiveRun run;
    final RunFeed feed;
    final Questions questions;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean parked;

    Running(LiveRun run, RunFeed feed) {
        this.run = run;
        this.feed = feed;
        questions = new Questions(run);
        run.asks(questions);
    }

    /// Puts the run aside as a row, unless its caller has answered meanwhile.
    boolean park() {
        lock.lock();
        try {
            parked = run.state().isWaiting();
            if (parked) {
                run.journal().park();
            }
            return parked;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the run soon; not where it waits as a row by now.
    boolean cancel() {
        lock.lock();
        try {
            if (!parked) {
                run.cancellation().cancel();
            }
            return !parked;
        } finally {
            lock.unlock();
        }
    }

    /// Null where the run waits as a row by now.
    @Nullable AnswerOutcome answer(QuestionId question, Reply reply) {
        return switch (questions.answer(question, reply)) {
            case Questions.Taking.Taken _ -> new AnswerOutcome.Taken();
            case Questions.Taking.Unfit(var faults) -> new AnswerOutcome.Unfit(faults);
            case Questions.Taking.NotHeld _ -> noted(question, reply);
        };
    }

    private @Nullable AnswerOutcome noted(QuestionId question, Reply reply) {
        lock.lock();
        try {
            if (parked) {
                return null;
            }
            var refusal = questions.holds(question)
                    ? new AnswerOutcome.NotOpen()
                    : AnswerCheck.refusal(run.state(), question, reply);
            if (refusal != null) {
                return refusal;
            }
            run.journal().commit(Questions.answered(question, reply, By.CALLER).toArray(Entry[]::new));
            return new AnswerOutcome.Taken();
        } finally {
            lock.unlock();
        }
    }
}
