package signalbox.host.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunView.Input.Action;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.ledger.RunView.Input.Settled;
import signalbox.host.tool.ask.Inquiries;
import signalbox.host.tool.ask.Inquiry;

/// The questions of one run to its caller: each is a row before it is asked and a row after; while one is open, the run
/// waits. None is left open when the run ends.
///
/// Whoever asks is interrupted when the run is cancelled or its time is over, and rows are never written in the middle of
/// that: a thread of their own writes them.
final class Questions implements Inquiries, AutoCloseable {
    private final Ledger ledger;
    private final RunState run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<QuestionId, Open> open = new LinkedHashMap<>();
    private boolean closed;

    Questions(Ledger ledger, RunState run) {
        this.ledger = ledger;
        this.run = run;
    }

    private record Open(Inquiry inquiry, CompletableFuture<Reply> reply) {}

    @Override
    public boolean canBeAsked() {
        return run.request.answersQuestions();
    }

    @Override
    public Reply ask(Inquiry inquiry, Duration within) {
        var asked = new Open(inquiry, new CompletableFuture<>());
        var id = opened(asked);
        if (id == null) {
            return new Reply.Cancel();
        }
        var left = within.compareTo(run.timeLeft()) < 0 ? within : run.timeLeft();
        try {
            return settled(id, asked.reply().get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS), By.CALLER);
        } catch (TimeoutException _) {
            return settled(id, new Reply.Cancel(), By.DEADLINE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return settled(id, new Reply.Cancel(), ended());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer that failed", e);
        }
    }

    @Override
    public void declined(Inquiry inquiry) {
        lock.lock();
        try {
            if (!closed) {
                var id = QuestionId.fresh();
                written(() -> ledger.declined(
                        entry(id, inquiry), new Entry.Answered(id, new Settled(Action.DECLINE, By.RULE)),
                        new RunEvent.InputSettled(id.value(), Action.DECLINE, By.RULE)));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes the caller's answer to an open question.
    AnswerOutcome answer(QuestionId id, Reply reply) {
        lock.lock();
        try {
            var asked = open.get(id);
            if (asked == null || asked.reply().isDone()) {
                return new AnswerOutcome.NotOpen();
            }
            var faults = reply instanceof Reply.Accept(var content)
                    ? asked.inquiry().faults().apply(content)
                    : List.<String>of();
            if (!faults.isEmpty()) {
                return new AnswerOutcome.Unfit(faults);
            }
            asked.reply().complete(reply);
            return new AnswerOutcome.Taken();
        } finally {
            lock.unlock();
        }
    }

    /// The run ends: whatever is open is cancelled with it.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Map.copyOf(open).forEach((id, asked) -> {
                settle(id, Action.CANCEL, ended());
                asked.reply().complete(new Reply.Cancel());
            });
        } finally {
            lock.unlock();
        }
    }

    private By ended() {
        return run.cancellation.isCancelled() ? By.CALLER : By.DEADLINE;
    }

    /// Null where the run has ended meanwhile.
    private @Nullable QuestionId opened(Open asked) {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            var id = QuestionId.fresh();
            var inquiry = asked.inquiry();
            var url = inquiry.url();
            open.put(id, asked);
            written(() -> ledger.asked(
                    entry(id, inquiry),
                    new RunEvent.InputNeeded(
                            id.value(), inquiry.server().value(), inquiry.kind(), inquiry.message(), inquiry.schema(),
                            url == null ? null : url.toString())));
            return id;
        } finally {
            lock.unlock();
        }
    }

    private Entry.Asked entry(QuestionId id, Inquiry inquiry) {
        return new Entry.Asked(
                id, run.id, inquiry.server(), inquiry.kind(), inquiry.message(), inquiry.schema(), inquiry.url());
    }

    private Reply settled(QuestionId id, Reply reply, By by) {
        lock.lock();
        try {
            settle(id, action(reply), by);
            return reply;
        } finally {
            lock.unlock();
        }
    }

    private void settle(QuestionId id, Action action, By by) {
        if (open.remove(id) != null) {
            written(() -> ledger.answered(
                    run.id, new Entry.Answered(id, new Settled(action, by)), new RunEvent.InputSettled(id.value(), action, by)));
        }
    }

    /// Writes on another thread, and waits for it through interruptions.
    private static void written(Runnable rows) {
        var done = new CompletableFuture<@Nullable Void>();
        Thread.startVirtualThread(() -> {
            try {
                rows.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.join();
    }

    private static Action action(Reply reply) {
        return switch (reply) {
            case Reply.Accept _ -> Action.ACCEPT;
            case Reply.Decline _ -> Action.DECLINE;
            case Reply.Cancel _ -> Action.CANCEL;
        };
    }
}
