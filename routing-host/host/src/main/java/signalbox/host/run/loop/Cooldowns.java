package signalbox.host.run.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelName;

/// When each model said to come back: until then it is asked by no request of this process. It holds a model of the
/// catalogue at most once.
public final class Cooldowns {
    private final Clock clock;
    private final Map<ModelName, Until> models = new HashMap<>();

    /// @param limited whether it was a limit of rate
    private record Until(Instant at, boolean limited) {}

    /// @param left until the model may be asked again
    /// @param limited whether it was a limit of rate
    record Remaining(Duration left, boolean limited) {}

    public Cooldowns(Clock clock) {
        this.clock = clock;
    }

    synchronized void start(ModelName model, Duration wait, boolean limited) {
        models.put(model, new Until(clock.instant().plus(wait), limited));
    }

    /// How long the model is still to be left alone, or null where it is not.
    synchronized @Nullable Remaining of(ModelName model) {
        var until = models.get(model);
        if (until == null) {
            return null;
        }
        var left = Duration.between(clock.instant(), until.at());
        if (left.isPositive()) {
            return new Remaining(left, until.limited());
        }
        models.remove(model);
        return null;
    }
}
