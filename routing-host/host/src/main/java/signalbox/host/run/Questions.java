package signalbox.host.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunEvent;
import signalbox.host.tool.Inquiries;
import signalbox.host.tool.Inquiry;

/// The questions of one run to its caller: each is a row before it is asked and a row after; while one is open, the run
/// waits.
final class Questions implements Inquiries {
    private final Ledger ledger;
    private final Progress run;
    private final ConcurrentMap<QuestionId, Open> open = new ConcurrentHashMap<>();

    Questions(Ledger ledger, Progress run) {
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
        var id = QuestionId.fresh();
        var asked = new Open(inquiry, new CompletableFuture<>());
        if (canBeAsked()) {
            open.put(id, asked);
        }
        ledger.asked(
                new Entry.Asked(
                        id, run.id, inquiry.server(), inquiry.kind(), inquiry.message(), inquiry.schema(), inquiry.url()),
                new RunEvent.InputNeeded(
                        id.value(), inquiry.server().value(), inquiry.kind(), inquiry.message(), inquiry.schema(),
                        inquiry.url() == null ? null : inquiry.url().toString()));
        if (!canBeAsked()) {
            return settled(id, new Reply.Decline(), "rule");
        }
        var left = within.compareTo(run.timeLeft()) < 0 ? within : run.timeLeft();
        var wait = run.cancellation.await(asked.reply()::get, left);
        open.remove(id);
        return switch (wait) {
            case Cancellation.Came<Reply>(var reply) -> settled(id, reply, "caller");
            case Cancellation.Late<Reply> _ -> settled(id, new Reply.Cancel(), "deadline");
            case Cancellation.Cancelled<Reply> _ -> settled(id, new Reply.Cancel(), "caller");
            case Cancellation.Broke<Reply>(var failure) -> throw new IllegalStateException(failure);
        };
    }

    /// Takes the caller's answer to an open question.
    Answering answer(QuestionId id, Reply reply) {
        var asked = open.get(id);
        if (asked == null) {
            return new Answering.NotOpen();
        }
        var faults = reply instanceof Reply.Accept(var content) ? asked.inquiry().faults().apply(content) : List.<String>of();
        if (!faults.isEmpty()) {
            return new Answering.Unfit(faults);
        }
        return asked.reply().complete(reply) ? new Answering.Taken() : new Answering.NotOpen();
    }

    private Reply settled(QuestionId id, Reply reply, String by) {
        var action = word(reply);
        ledger.answered(run.id, new Entry.Answered(id, action, by), new RunEvent.InputSettled(id.value(), action, by));
        return reply;
    }

    private static String word(Reply reply) {
        return switch (reply) {
            case Reply.Accept _ -> "accept";
            case Reply.Decline _ -> "decline";
            case Reply.Cancel _ -> "cancel";
        };
    }
}
