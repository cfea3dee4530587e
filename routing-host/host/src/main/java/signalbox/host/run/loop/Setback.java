package signalbox.host.run.loop;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import signalbox.host.run.state.Phase;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.StopCode;

/// Why one model did not take a step, and whose fault that is.
///
/// @param code for the caller, a [StopCode] or a provider's own
/// @param retryAfter when it said to come back, or null
/// @param parameter of the request, where one is at fault, or null
record Setback(Culprit culprit, String code, @Nullable Duration retryAfter, @Nullable String parameter) {
    enum Culprit {
        /// The request's own: only its caller can mend it.
        REQUEST,
        /// The money's.
        MONEY,
        /// The model declined.
        REFUSAL,
        /// The answer's: it came, and does not have the form that was asked for.
        ANSWER,
        /// A limit of rate: time alone mends it.
        RATE,
        /// Anything that may work later.
        LATER
    }

    Setback(Culprit culprit, String code, @Nullable Duration retryAfter) {
        this(culprit, code, retryAfter, null);
    }

    static final Setback LATER = new Setback(Culprit.LATER, StopCode.NO_MODEL, null);
    static final Setback BUDGET = new Setback(Culprit.MONEY, StopCode.BUDGET, null);
    static final Setback CALLER_DAY = new Setback(Culprit.MONEY, StopCode.CALLER_DAY, null);
    static final Setback UNFIT = new Setback(Culprit.ANSWER, StopCode.UNFIT, null);
    static final Setback TOO_LONG = new Setback(Culprit.REQUEST, StopCode.TOO_LONG, null);

    /// Of an attempt that is no answer.
    static Setback of(Outcome failed) {
        return switch (failed) {
            case Outcome.Answered _, Outcome.Produced _, Outcome.Slow _, Outcome.Nonsense _, Outcome.Swapped _ -> LATER;
            case Outcome.Unfit _ -> UNFIT;
            case Outcome.Refused _ -> new Setback(Culprit.REFUSAL, StopCode.REFUSED, null);
            case Outcome.Unavailable(var _, var after, var limited, var _) -> waiting(after, limited);
            case Outcome.Rejected(var status, var _, var code) when isOfTheRequest(status, code) ->
                new Setback(Culprit.REQUEST, code.isEmpty() || StopCode.isOurs(code) ? StopCode.INVALID : code, null);
            case Outcome.Rejected(var _, var _, var code) when code.equals(StopCode.TOO_LONG) -> TOO_LONG;
            case Outcome.Rejected _ -> LATER;
        };
    }

    /// No model that is left has a place for this parameter.
    static Setback unsupported(String parameter) {
        return new Setback(Culprit.REQUEST, StopCode.UNSUPPORTED, null, parameter);
    }

    static Setback waiting(@Nullable Duration retryAfter, boolean limited) {
        return new Setback(limited ? Culprit.RATE : Culprit.LATER, limited ? StopCode.RATE_LIMIT : StopCode.NO_MODEL, retryAfter);
    }

    /// Of a model that failed before this process took the run up.
    static Setback of(Phase.Tried tried) {
        return switch (tried.trouble()) {
            case UNAVAILABLE, SLOW, SWAPPED -> LATER;
            case REFUSED -> new Setback(Culprit.REFUSAL, StopCode.REFUSED, null);
            case UNFIT -> UNFIT;
            case OVER_BUDGET -> BUDGET;
        };
    }

    /// Whose fault it is that none of these took the step: of one that refused and ended it; else of time, where waiting may
    /// help with any; else of the money, the request or the answers.
    static Setback of(List<Setback> all) {
        if (all.isEmpty()) {
            return LATER;
        }
        if (all.getLast().culprit() == Culprit.REFUSAL) {
            return all.getLast();
        }
        var least = all.stream().map(Setback::retryAfter).filter(Objects::nonNull).min(Duration::compareTo).orElse(null);
        boolean later = all.stream().anyMatch(each -> each.culprit() == Culprit.LATER);
        if (later || all.stream().anyMatch(each -> each.culprit() == Culprit.RATE)) {
            boolean limited = all.stream().allMatch(each -> each.culprit() == Culprit.RATE);
            return waiting(least, limited);
        }
        return all.stream().filter(each -> each.culprit() == Culprit.MONEY).findFirst()
                .or(() -> all.contains(TOO_LONG) ? Optional.of(TOO_LONG) : Optional.empty())
                .orElse(all.getFirst());
    }

    /// A provider that does not know the model or the path is the administrator's to mend.
    private static boolean isOfTheRequest(int status, String code) {
        return (status == 400 || status == 415 || status == 422)
                && !code.equals(StopCode.TOO_LONG)
                && !code.equals("model_not_found");
    }
}
