package signalbox.host.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.host.model.Portability;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.Switching;

/// What stands in a model's way at one step, outside the policy file.
public final class StepObstacles implements Obstacles {
    /// Tokens an answer needs at the least.
    private static final long SHORTEST_ANSWER = 64;

    private final FrozenPolicy policy;
    private final Grants grants;
    private final AskedModel asked;
    private final StepContext now;
    private final long tokens;
    private final Set<String> wants;

    public StepObstacles(FrozenPolicy policy, Grants grants, AskedModel asked, StepContext now) {
        this.policy = policy;
        this.grants = grants;
        this.asked = asked;
        this.now = now;
        tokens = FactReader.tokens(now);
        wants = FactReader.wants(now);
    }

    @Override
    public @Nullable String to(ModelName model) {
        var entry = policy.catalogue().models().get(model);
        if (entry == null) {
            return "'" + model + "' is not in models.yaml";
        }
        var found = new ArrayList<String>();
        if (!grants.mayUse(now.caller(), asked.name(), model.value())) {
            found.add(now.caller().name() + " may not use it");
        }
        add(found, policy.models().obstacle(model));
        if (tokens + SHORTEST_ANSWER > entry.context()) {
            found.add("the window is too small: about " + tokens + " tokens go in, and it holds " + entry.context());
        }
        add(found, lacking(entry));
        add(found, loss(entry));
        return found.isEmpty() ? null : String.join("; ", found);
    }

    private @Nullable String lacking(ModelEntry entry) {
        var lacking = wants.stream().filter(want -> !want.equals("images") && !entry.can().contains(want)).toList();
        return lacking.isEmpty() ? null : "it cannot do what the step wants: " + String.join(", ", lacking);
    }

    /// What the wire would have to leave out; where `lossy` allows that, nothing.
    private @Nullable String loss(ModelEntry entry) {
        var losses = Portability.of(now.transcript(), entry).losses();
        if (losses.isEmpty()) {
            return null;
        }
        var what = losses.stream().map(Portability.Loss::toString).distinct().collect(Collectors.joining(", "));
        var lost = "it would lose " + losses.size() + (losses.size() == 1 ? " image" : " images") + " of the conversation: " + what;
        return switch (policy.routing().switching()) {
            case Switching.FORBID -> lost;
            case Switching.ASK -> lost + ", which needs an approval, and none can be given here";
            case Switching.ALLOW -> null;
        };
    }

    private static void add(List<String> found, @Nullable String obstacle) {
        if (obstacle != null) {
            found.add(obstacle);
        }
    }
}
