package signalbox.policy.routing;

import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelName;

/// What stands in a model's way outside the policy file: no grant, no key, a window too small, a lossy handoff.
@FunctionalInterface
public interface Obstacles {
    /// Why this model cannot take the step, or null where nothing hinders it.
    @Nullable String to(ModelName model);
}
