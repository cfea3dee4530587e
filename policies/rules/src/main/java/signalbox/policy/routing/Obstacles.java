package signalbox.policy.routing;

import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelName;

/// What keeps a model from taking a step, outside the policy file: no grant, no key, a window too small, a lossy handoff.
@FunctionalInterface
public interface Obstacles {
    /// Why this model cannot take the step, or null where nothing does.
    @Nullable String to(ModelName model);

    /// What this model would not be shown of the conversation, where the policy allows that loss: `would lose ...`.
    /// Empty where it is shown everything.
    default String loss(ModelName model) {
        return "";
    }
}
