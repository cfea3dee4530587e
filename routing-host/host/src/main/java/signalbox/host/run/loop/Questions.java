package signalbox.host.run.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunView.Input.Action;
import signalbox.host.ledger.RunView.Input.By;
import signalbox.host.ledger.RunView.Input.Kind;
import signalbox.host.ledger.RunView.Input.Settled;
import signalbox.host.run.state.Exchange;
import signalbox.host.tool.elicitation.ElicitationRequest;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.turn.CallId;

/// The questions of one run to its caller. Each is an entry before it is asked and an entry after; none is left open when
/// the run ends.
///
/// A server that can be called again with the answer is not waited for: its call is given up, and the run waits as a row.
/// Only where a server holds a connection open for the answer (revision 2025-11-25), or a person is at a login page that
/// knows this process, does something here wait too.
public final class Questions implements Elicitations, AutoCloseable {
    /// Bound on the very thread of a call: who is asked there has no request open at the server.
    private static final ScopedValue<CallId> CALL = ScopedValue.newInstance();

    private final LiveRun run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<QuestionId, Held> held = new LinkedHashMap<>();
    private boolean closed;

    public Questions(LiveRun run) {
        this.run = run;
    }

    /// Someone in this process who waits for the answer.
    private record Held(ElicitationRequest elicitation, CompletableFuture<Reply> reply) {}

    /// What became of an answer to a question that is waited for here.
    public sealed interface Taking {
        record Taken() implements Taking {}

        /// Nobody waits here for this.
        record NotHeld() implements Taking {}

        record Unfit(List<String> faults) implements Taking {}
    }

    /// The call is given up, to be made again with the answer.
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super("waits for the caller", null, false, false);
        }
    }

    static <T> T inCall(CallId call, Callable<T> work) throws Exception {
        return ScopedValue.where(CALL, call).call(work::call);
    }

    @Override
    public boolean canBeAsked() {
        return run.header().terms().answersQuestions();
    }

    @Override
    public Reply ask(ElicitationRequest elicitation, Duration within) {
        var known = known(elicitation);
        if (known != null) {
            return known;
        }
        return CALL.isBound() && elicitation.kind() != Kind.AUTHORIZATION ? givenUp(elicitation, CALL.get()) : held(elicitation, within);
    }

    @Override
    public void declined(ElicitationRequest elicitation) {
        lock.lock();
        try {
            if (!closed) {
                write(new Entry.Declined(entry(elicitation, null)));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes the caller's answer to a question that something here waits for.
    public Taking answer(QuestionId id, Reply reply) {
        lock.lock();
        try {
            var waiting = held.get(id);
            if (waiting == null || waiting.reply().isDone()) {
                return new Taking.NotHeld();
            }
            var faults = reply instanceof Reply.Accept(var content)
                    ? waiting.elicitation().faults().apply(content)
                    : List.<String>of();
            if (!faults.isEmpty()) {
                return new Taking.Unfit(faults);
            }
            waiting.reply().complete(reply);
            return new Taking.Taken();
        } finally {
            lock.unlock();
        }
    }

    /// Whether something here waits for the answer.
    public boolean holds(QuestionId id) {
        lock.lock();
        try {
            return held.containsKey(id);
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
            for (var exchange : run.state().exchanges()) {
                if (exchange instanceof Exchange.Open(var asked)) {
                    write(new Entry.Answered(asked.id(), new Settled(Action.CANCEL, ended())));
                }
            }
            held.values().forEach(waiting -> waiting.reply().complete(new Reply.Cancel()));
        } finally {
            lock.unlock();
        }
    }

    /// What the caller answered when the call was made before.
    private @Nullable Reply known(ElicitationRequest elicitation) {
        for (var exchange : run.state().exchanges()) {
            if (exchange instanceof Exchange.Settled(var asked, var how, var content)
                    && asked.kind() == elicitation.kind()
                    && asked.kind() != Kind.AUTHORIZATION
                    && asked.server().equals(elicitation.server())
                    && asked.message().equals(elicitation.message())
                    && String.valueOf(asked.schema()).equals(String.valueOf(elicitation.schema()))
                    && Objects.equals(asked.url(), elicitation.url())) {
                switch (how.action()) {
                    case ACCEPT -> {
                        if (content != null) {
                            return new Reply.Accept(content);
                        }
                    }
                    case DECLINE -> {
                        return new Reply.Decline();
                    }
                    case CANCEL -> {
                        return new Reply.Cancel();
                    }
                }
            }
        }
        return null;
    }

    private Reply givenUp(ElicitationRequest elicitation, CallId call) {
        lock.lock();
        try {
            if (closed) {
                return new Reply.Cancel();
            }
            // Told to the caller when the run waits as a row: then it can be answered anywhere.
            run.journal().hold(entry(elicitation, call));
        } finally {
            lock.unlock();
        }
        throw new GivenUp();
    }

    private Reply held(ElicitationRequest elicitation, Duration within) {
        var asked = entry(elicitation, null);
        var waiting = new Held(elicitation, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                return new Reply.Cancel();
            }
            held.put(asked.id(), waiting);
            write(asked);
        } finally {
            lock.unlock();
        }
        var left = within.compareTo(run.timeLeft()) < 0 ? within : run.timeLeft();
        try {
            return settled(asked, waiting.reply().get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS), By.CALLER);
        } catch (TimeoutException _) {
            return settled(asked, new Reply.Cancel(), By.DEADLINE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return settled(asked, new Reply.Cancel(), ended());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer that failed", e);
        }
    }

    /// The server does its work as soon as it has the answer: from then on nobody knows whether it did.
    private Reply settled(Entry.Asked asked, Reply reply, By by) {
        lock.lock();
        try {
            if (held.remove(asked.id()) != null && !closed) {
                var entries = new ArrayList<Entry>(answered(asked.id(), reply, by));
                for (var call : run.state().openCalls()) {
                    if (call.asking()) {
                        entries.add(call.sent());
                    }
                }
                write(entries.toArray(Entry[]::new));
            }
            return reply;
        } finally {
            lock.unlock();
        }
    }

    /// The entries of an answer.
    public static List<Entry> answered(QuestionId id, Reply reply, By by) {
        return switch (reply) {
            case Reply.Accept(var content) -> List.of(
                    new Entry.Answered(id, new Settled(Action.ACCEPT, by)), new Entry.Replied(id, content));
            case Reply.Decline _ -> List.of(new Entry.Answered(id, new Settled(Action.DECLINE, by)));
            case Reply.Cancel _ -> List.of(new Entry.Answered(id, new Settled(Action.CANCEL, by)));
        };
    }

    private By ended() {
        return run.cancellation().isCancelled() ? By.CALLER : By.DEADLINE;
    }

    private static Entry.Asked entry(ElicitationRequest elicitation, @Nullable CallId call) {
        return new Entry.Asked(
                QuestionId.fresh(), call, elicitation.server(), elicitation.kind(), elicitation.message(), elicitation.schema(), elicitation.url());
    }

    /// Whoever asks is interrupted when the run is cancelled or its time is over, and rows are never written in the middle
    /// of that: another thread writes, and is waited for through interruptions.
    private void write(Entry... entries) {
        var done = new CompletableFuture<@Nullable Void>();
        Thread.startVirtualThread(() -> {
            try {
                run.journal().commit(entries);
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.join();
    }
}
