package signalbox.policy.routing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelName;

/// What a step does when an attempt fails, for each kind of failure.
///
/// What a file does not say: `unavailable`, `unfit` and `swapped` go to the next model of the written list, everything else ends the step.
///
/// @param slowAfter an attempt without an answer after this long is slow; null leaves it to the host's own limit
/// @param breaker null where no model is left alone
public record Failures(
        Then unavailable,
        Then slow,
        @Nullable Duration slowAfter,
        Then refused,
        Then unfit,
        Then swapped,
        Then overBudget,
        @Nullable Breaker breaker) {
    public static final Failures UNWRITTEN = new Failures(
            new Next(), new Stop(), null, new Stop(), new Next(), new Next(), new Stop(), Breaker.UNWRITTEN);

    public sealed interface Then {}

    /// The next model of the list that the failed one was in.
    public record Next() implements Then {}

    /// The step ends.
    public record Stop() implements Then {}

    /// Other models, in their written order, as far as the filters leave them.
    ///
    /// @param target the group or model as written
    public record Use(String target, List<ModelName> models) implements Then {
        public Use {
            models = List.copyOf(models);
        }
    }

    Failures withUnfit(Then then) {
        return new Failures(unavailable, slow, slowAfter, refused, then, swapped, overBudget, breaker);
    }

    public Then on(FailureKind failure) {
        return switch (failure) {
            case UNAVAILABLE -> unavailable;
            case SLOW -> slow;
            case REFUSED -> refused;
            case UNFIT -> unfit;
            case SWAPPED -> swapped;
            case OVER_BUDGET -> overBudget;
        };
    }
}
