package signalbox.host.run.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.spending.Reserved;
import signalbox.host.model.Connector;
import signalbox.host.model.ImageTurns;
import signalbox.host.model.Model;
import signalbox.host.model.Portability;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.telemetry.ModelRequest;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.Expectation;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.Switching;

/// The one way to a model. Every request, whatever it is for, passes here: what stands in the model's way, a
/// loss of the transcript among it, what the run and its caller may still spend; then it is written down with its purpose, sent,
/// and settled.
public record ModelGate(Ledger ledger, ModelTelemetry telemetry, Cooldowns cooldowns, Breakers breakers) {
    private static final Logger LOG = System.getLogger(ModelGate.class.getName());

    /// A request to be made.
    ///
    /// @param obstacles what stands in a model's way at this step
    /// @param size what is to be sent and how much may come back
    /// @param last whether no other model is left for it
    /// @param slowAfter how long the policy lets the model take; null where it does not say
    record Request(
            Entry.Purpose purpose,
            ModelName model,
            boolean last,
            @Nullable Duration slowAfter,
            Obstacles obstacles,
            Size size,
            Assignment work) {}

    /// What the model is to do.
    sealed interface Assignment {}

    /// A turn of the conversation.
    ///
    /// @param prompt for so many tokens of output
    /// @param gain what an answer adds to the run, written together with its settlement
    /// @param expected what the policy expects of an answer, or null; an answer that may not be one is not told as it comes
    record TurnWork(Function<Long, Prompt> prompt, Function<Outcome.Answered, List<Entry>> gain, @Nullable Expectation expected)
            implements Assignment {}

    /// Anything else, which goes to its caller.
    record SpecialtyWork(SpecialtyCall call) implements Assignment {}

    /// @param tokens an estimate of the whole input
    /// @param output tokens that are wished for at most
    record Size(long tokens, long output) {}

    sealed interface Passage {}

    record Answered(Outcome.Answered answer) implements Passage {}

    /// The caller has it.
    record Produced() implements Passage {}

    /// Nothing was sent, or no answer came that can be used.
    ///
    /// @param why whose fault it is
    /// @param unfit the answer that came and does not fit, or null
    record Failed(FailureKind trouble, Setback why, Outcome.@Nullable Unfit unfit) implements Passage {
        Failed(FailureKind trouble, Setback why) {
            this(trouble, why, null);
        }
    }

    /// The run was cancelled meanwhile.
    record Cancelled() implements Passage {}

    private record Chosen(ModelEntry entry, Model model) {}

    private record Sent(Entry.Dispatched entry, Reserved.Granted money, @Nullable Duration slowAfter) {}

    /// The work, as it is sent.
    private sealed interface Order {
        record OfTurn(Prompt prompt, Function<Outcome.Answered, List<Entry>> gain, @Nullable Expectation expected) implements Order {}

        record OfSpecialty(SpecialtyCall call) implements Order {}

        static Order of(Assignment work, long output) {
            return switch (work) {
                case TurnWork(var prompt, var gain, var expected) -> new OfTurn(prompt.apply(output), gain, expected);
                case SpecialtyWork(var call) -> new OfSpecialty(call);
            };
        }
    }

    Passage pass(LiveRun run, Request request) {
        var entry = run.policy().catalogue().models().get(request.model());
        if (entry == null || !(run.policy().models().find(request.model()) instanceof Connector.Ready(var model))) {
            return withheld(run, request, Setback.LATER, String.valueOf(run.policy().models().obstacle(request.model())));
        }
        var obstacle = request.obstacles().to(request.model());
        if (obstacle != null) {
            return withheld(run, request, Setback.LATER, obstacle);
        }
        var wait = cooldowns.of(request.model());
        if (wait != null) {
            return withheld(
                    run, request, Setback.waiting(wait.left(), wait.limited()),
                    "its provider said to come back in " + seconds(wait.left()) + " s");
        }
        var left = run.state().moneyLeft();
        var reserved = WorstCase.of(entry, request.size().tokens(), request.size().output(), left);
        if (reserved == null) {
            return withheld(run, request, Setback.BUDGET, "the run has " + left + " USD left, too little for an answer");
        }
        var order = Order.of(request.work(), reserved.outputMax());
        var loss = order instanceof Order.OfTurn(var prompt, var _, var _) ? loss(run, prompt, entry) : null;
        if (loss != null) {
            return withheld(run, request, Setback.LATER, loss);
        }
        var breaker = run.policy().routing().failures().breaker();
        if (!breakers.admit(request.model(), breaker) && !request.last()) {
            return withheld(run, request, Setback.LATER, "too many of its last requests came to nothing");
        }
        var day = run.policy().routing().money().callerDay();
        return switch (ledger.spending().reserve(run.caller().name(), reserved.worst(), day)) {
            case Reserved.Refused(var spent) -> {
                breakers.settle(request.model(), breaker, Breakers.Verdict.NONE);
                yield withheld(run, request, Setback.CALLER_DAY, run.caller().name()
                        + " has spent " + spent + " of " + day + " USD today, and the attempt may cost " + reserved.worst());
            }
            case Reserved.Granted money -> {
                var dispatched = new Entry.Dispatched(
                        AttemptId.fresh(), run.state().step(), request.purpose(), request.model(), reserved.worst(),
                        reserved.inputEstimate(), reserved.outputMax());
                run.journal().add(dispatched);
                yield sent(run, new Sent(dispatched, money, request.slowAfter()), new Chosen(entry, model), order);
            }
        };
    }

    private Passage sent(
            LiveRun run, Sent sent, Chosen chosen, Order order) {
        long start = System.nanoTime();
        var within = within(run, sent.slowAfter());
        var wait = switch (order) {
            case Order.OfTurn turn -> asked(run, chosen.model(), sent.entry().step(), turn, within);
            case Order.OfSpecialty(var call) ->
                run.cancellation().here(() -> chosen.model().produce(call.request().asked(), within));
        };
        var took = Duration.ofNanos(System.nanoTime() - start);
        run.waitedSince(start);
        return switch (wait) {
            case Cancellation.Came<Outcome>(var came) -> settled(
                    run, sent, chosen, new Ended(validated(run, came, order), took), order);
            case Cancellation.Broke<Outcome>(var failure) -> {
                LOG.log(Level.ERROR, "asking " + chosen.entry().name() + " in " + run.header().id() + " broke", failure);
                var ours = new Outcome.Nonsense("the host could not ask it through a fault of its own", null);
                yield settled(run, sent, chosen, new Ended(ours, took), order);
            }
            case Cancellation.Cancelled<Outcome> _ -> {
                breakers.settle(chosen.entry().name(), run.policy().routing().failures().breaker(), Breakers.Verdict.NONE);
                var bill = Bill.unknown(sent.entry());
                sent.money().settle(bill.cost());
                run.journal().add(new Entry.Settled(
                        sent.entry().id(), Entry.AttemptOutcome.CANCELLED, "the run was cancelled", bill.billing(),
                        bill.usage(), bill.cost(), took, null));
                tell(run, chosen, Entry.AttemptOutcome.CANCELLED, bill, took);
                yield new Cancelled();
            }
        };
    }

    private static Cancellation.Untimed<Outcome> asked(LiveRun run, Model model, int step, Order.OfTurn turn, Duration within) {
        var output = run.journal().output();
        var heard = output.begin(step);
        return run.cancellation().here(() -> output.hasListeners() && turn.expected() == null
                ? model.stream(turn.prompt(), within, heard)
                : model.ask(turn.prompt(), within));
    }

    private static Outcome validated(LiveRun run, Outcome came, Order order) {
        return order instanceof Order.OfTurn(var prompt, var _, var expected)
                ? AnswerValidation.checked(unique(run, came), prompt, expected)
                : came;
    }

    private record Ended(Outcome outcome, Duration took) {}

    private Passage settled(
            LiveRun run, Sent sent, Chosen chosen, Ended ended, Order order) {
        breakers.settle(chosen.entry().name(), run.policy().routing().failures().breaker(), verdict(sent, ended));
        var bill = Bill.of(ended.outcome(), sent.entry(), chosen.entry(), run.policy().catalogue());
        sent.money().settle(bill.cost());
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Settled(
                sent.entry().id(), word(ended.outcome()), reason(ended.outcome()), bill.billing(), bill.usage(),
                bill.cost(), ended.took(), served(ended.outcome())));
        if (ended.outcome() instanceof Outcome.Answered answered && order instanceof Order.OfTurn(var _, var gain, var _)) {
            entries.addAll(gain.apply(answered));
        }
        if (ended.outcome() instanceof Outcome.Produced(var product, var _, var _) && order instanceof Order.OfSpecialty(var call)) {
            call.produced(product);
        }
        run.journal().add(entries.toArray(Entry[]::new));
        tell(run, chosen, word(ended.outcome()), bill, ended.took());
        return switch (ended.outcome()) {
            case Outcome.Answered answered -> new Answered(answered);
            case Outcome.Produced _ -> new Produced();
            case Outcome.Refused _ -> new Failed(FailureKind.REFUSED, Setback.of(ended.outcome()));
            case Outcome.Unfit unfit -> new Failed(FailureKind.UNFIT, Setback.of(unfit), unfit);
            case Outcome.Swapped _ -> new Failed(FailureKind.SWAPPED, Setback.of(ended.outcome()));
            case Outcome.Slow _ -> new Failed(FailureKind.SLOW, Setback.of(ended.outcome()));
            case Outcome.Unavailable unavailable -> {
                cool(chosen.entry().name(), unavailable);
                yield new Failed(FailureKind.UNAVAILABLE, Setback.of(unavailable));
            }
            case Outcome.Rejected _, Outcome.Nonsense _ -> new Failed(FailureKind.UNAVAILABLE, Setback.of(ended.outcome()));
        };
    }

    /// A wrong request and a caller in a hurry are no fault of the model's.
    private static Breakers.Verdict verdict(Sent sent, Ended ended) {
        return switch (ended.outcome()) {
            case Outcome.Answered _, Outcome.Produced _, Outcome.Refused _, Outcome.Unfit _, Outcome.Rejected _ -> Breakers.Verdict.ANSWERED;
            case Outcome.Unavailable _, Outcome.Nonsense _, Outcome.Swapped _ -> Breakers.Verdict.FAILED;
            case Outcome.Slow(var after) -> after.equals(sent.slowAfter())
                    ? Breakers.Verdict.FAILED
                    : Breakers.Verdict.NONE;
        };
    }

    private void cool(ModelName model, Outcome.Unavailable unavailable) {
        var wait = unavailable.retryAfter();
        if (wait != null) {
            cooldowns.start(model, wait, unavailable.limited());
        }
    }

    private static long seconds(Duration wait) {
        return Math.ceilDiv(wait.toMillis(), 1_000);
    }

    private void tell(LiveRun run, Chosen chosen, Entry.AttemptOutcome outcome, Bill bill, Duration took) {
        telemetry.settled(new ModelRequest(
                run.header().id().value(), run.caller().name().toString(), chosen.entry(), operation(run), outcome.word(),
                bill.usage(), bill.cost(), took));
    }

    private static String operation(LiveRun run) {
        return run.specialty() == null ? "chat" : run.specialty().request().asked().ability();
    }

    private static Passage withheld(LiveRun run, Request request, Setback why, String reason) {
        var trouble = why.culprit() == Setback.Culprit.MONEY ? FailureKind.OVER_BUDGET : FailureKind.UNAVAILABLE;
        run.journal().add(new Entry.Withheld(run.state().step(), request.purpose(), request.model(), trouble, reason));
        return new Failed(trouble, why);
    }

    /// The wires leave out what a model cannot take: here is where nothing is left out that must not be, whatever was
    /// decided before.
    private static @Nullable String loss(LiveRun run, Prompt prompt, ModelEntry entry) {
        return run.policy().routing().switching() == Switching.ALLOW
                ? null
                : Portability.of(ImageTurns.of(prompt.transcript()), prompt.options(), entry).obstacle();
    }

    /// An answer that names a call as an earlier call is named cannot be continued.
    private static Outcome unique(LiveRun run, Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return outcome;
        }
        var calls = answered.turn().calls();
        boolean unique = calls.stream().map(call -> call.id()).distinct().count() == calls.size()
                && calls.stream().noneMatch(call -> run.state().knows(call.id()));
        return unique ? outcome : new Outcome.Nonsense("two calls have the same id", answered.usage());
    }

    private static Duration within(LiveRun run, @Nullable Duration slow) {
        var left = run.timeLeft();
        return slow == null || left.compareTo(slow) < 0 ? left : slow;
    }

    private static Entry.AttemptOutcome word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _, Outcome.Produced _ -> Entry.AttemptOutcome.OK;
            case Outcome.Refused _ -> Entry.AttemptOutcome.REFUSED;
            case Outcome.Unavailable _ -> Entry.AttemptOutcome.UNAVAILABLE;
            case Outcome.Slow _ -> Entry.AttemptOutcome.SLOW;
            case Outcome.Rejected _ -> Entry.AttemptOutcome.REJECTED;
            case Outcome.Nonsense _ -> Entry.AttemptOutcome.NONSENSE;
            case Outcome.Unfit _ -> Entry.AttemptOutcome.UNFIT;
            case Outcome.Swapped _ -> Entry.AttemptOutcome.SWAPPED;
        };
    }

    private static @Nullable String served(Outcome outcome) {
        var served = switch (outcome) {
            case Outcome.Answered answered -> answered.served();
            case Outcome.Produced(var _, var _, var name) -> name;
            case Outcome.Unfit(var _, var answer) -> answer.served();
            case Outcome.Swapped(var name, var _, var _) -> name;
            case Outcome.Refused _, Outcome.Unavailable _, Outcome.Slow _, Outcome.Rejected _, Outcome.Nonsense _ -> "";
        };
        return served.isEmpty() ? null : served;
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _, Outcome.Produced _ -> "";
            case Outcome.Refused(var reason, var _) -> reason;
            case Outcome.Unavailable unavailable -> unavailable.reason();
            case Outcome.Slow(var after) -> "no answer after " + after.toMillis() + " ms";
            case Outcome.Rejected(var status, var reason, var _) -> "HTTP " + status + ": " + reason;
            case Outcome.Nonsense(var reason, var _) -> reason;
            case Outcome.Unfit(var reason, var _) -> reason;
            case Outcome.Swapped(var served, var _, var _) -> "'" + served + "' answered, which is another model";
        };
    }
}
