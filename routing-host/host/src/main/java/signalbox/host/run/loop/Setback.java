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
record Setback(Kind kind, String code, @Nullable Duration retryAfter) {
    enum Kind {
        /// The request's own: only its caller can mend it.
        REQUEST,
        /// The money's.
        MONEY,
        /// The model declined.
        REFUSAL,
        /// A limit of rate: time alone mends it.
        RATE,
        /// Anything that may work later.
        LATER
    }

    static final Setback LATER = new Setback(Kind.LATER, StopCode.NO_MODEL, null);
    static final Setback BUDGET = new Setback(Kind.MONEY, StopCode.BUDGET, null);
    static final Setback CALLER_DAY = new Setback(Kind.MONEY, StopCode.CALLER_DAY, null);
    static final Setback TOO_LONG = new Setback(Kind.REQUEST, StopCode.TOO_LONG, null);

    /// Of an attempt that is no answer.
    static Setback of(Outcome failed) {
        return switch (failed) {
            case Outcome.Answered _, Outcome.Slow _, Outcome.Nonsense _ -> LATER;
            case Outcome.Refused _ -> new Setback(Kind.REFUSAL, StopCode.REFUSED, null);
            case Outcome.Unavailable(var _, var after, var limited, var _) -> waiting(after, limited);
            case Outcome.Rejected(var status, var _, var code) when isOfTheRequest(status, code) ->
                new Setback(Kind.REQUEST, code.isEmpty() || StopCode.isOurs(code) ? StopCode.INVALID : code, null);
            case Outcome.Rejected(var _, var _, var code) when code.equals(Outcome.Rejected.TOO_LONG) -> TOO_LONG;
            case Outcome.Rejected _ -> LATER;
        };
    }

    static Setback waiting(@Nullable Duration retryAfter, boolean limited) {
        return new Setback(limited ? Kind.RATE : Kind.LATER, limited ? StopCode.RATE_LIMIT : StopCode.NO_MODEL, retryAfter);
    }

    /// Of a model that failed before this process took the run up.
    static Setback of(Phase.Tried tried) {
        return switch (tried.trouble()) {
            case UNAVAILABLE, SLOW -> LATER;
            case REFUSED -> new Setback(Kind.REFUSAL, StopCode.REFUSED, null);
            case OVER_BUDGET -> BUDGET;
        };
    }

    /// Whose fault it is that none of these took the step: of one that refused and ended it; else of time, where waiting may
    /// help with any; else of the money or the request.
    static Setback of(List<Setback> all) {
        if (all.isEmpty()) {
            return LATER;
        }
        if (all.getLast().kind() == Kind.REFUSAL) {
            return all.getLast();
        }
        var least = all.stream().map(Setback::retryAfter).filter(Objects::nonNull).min(Duration::compareTo).orElse(null);
        boolean later = all.stream().anyMatch(each -> each.kind() == Kind.LATER);
        if (later || all.stream().anyMatch(each -> each.kind() == Kind.RATE)) {
            boolean limited = all.stream().allMatch(each -> each.kind() == Kind.RATE);
            return waiting(least, limited);
        }
        return all.stream().filter(each -> each.kind() == Kind.MONEY).findFirst()
                .or(() -> all.contains(TOO_LONG) ? Optional.of(TOO_LONG) : Optional.empty())
                .orElse(all.getFirst());
    }

    /// A provider that does not know the model or the path is the administrator's to mend.
    private static boolean isOfTheRequest(int status, String code) {
        return (status == 400 || status == 415 || status == 422)
                && !code.equals(Outcome.Rejected.TOO_LONG)
                && !code.equals("model_not_found");
    }
}
