package signalbox.policy.routing;

import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Cost;

/// The most that may be spent; null where the policy sets no limit.
///
/// @param run per run
/// @param callerDay per caller and day (UTC)
public record MoneyLimits(@Nullable Cost run, @Nullable Cost callerDay) {
    public static final MoneyLimits NONE = new MoneyLimits(null, null);
}
