package signalbox.app.drill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.Obstacles;
import signalbox.policy.routing.RouteDecision;
import signalbox.policy.routing.RouteDecision.Candidate;

/// What stands in a model's way at a recorded step without the provider: what stood in it then, where the decision looked at
/// the model, else what the facts tell.
final class Absence implements Obstacles {
    private static final String OBSTACLE = "obstacle";

    private final String provider;
    private final ModelCatalogue catalogue;
    private final Facts facts;
    private final Map<ModelName, String> losses = new HashMap<>();
    private final Map<ModelName, String> obstacles = new HashMap<>();
    private final Set<ModelName> considered = new HashSet<>();

    Absence(String provider, ModelCatalogue catalogue, Entry.Routed step) {
        this.provider = provider;
        this.catalogue = catalogue;
        facts = step.facts();
        if (step.decision() instanceof RouteDecision.Routed routed) {
            routed.candidates().forEach(this::stood);
            routed.instead().values().forEach(models -> models.forEach(this::stood));
        }
        for (var dropped : step.decision().dropped()) {
            if (dropped.by().equals(OBSTACLE)) {
                considered.add(dropped.model());
                obstacles.put(dropped.model(), dropped.reason());
            }
        }
    }

    private void stood(Candidate candidate) {
        considered.add(candidate.model());
        losses.put(candidate.model(), candidate.loss());
    }

    boolean isConsidered(ModelName model) {
        return considered.contains(model);
    }

    @Override
    public @Nullable String to(ModelName model) {
        var entry = catalogue.models().get(model);
        if (entry == null) {
            return "it is not in models.yaml";
        }
        if (entry.provider().name().equals(provider)) {
            return "its provider is gone";
        }
        return isConsidered(model) ? obstacles.get(model) : known(entry);
    }

    @Override
    public String loss(ModelName model) {
        return losses.getOrDefault(model, "");
    }

    private @Nullable String known(ModelEntry entry) {
        var input = facts.step().input();
        if (input.tokens() > entry.context()) {
            return "the window is too small: about " + input.tokens() + " tokens go in, and it holds " + entry.context();
        }
        var lacking = input.wants().stream().filter(want -> !entry.can().contains(want)).sorted().toList();
        if (!lacking.isEmpty()) {
            return "it cannot do what the step wants: " + String.join(", ", lacking);
        }
        return entry.chats() || input.wants().contains(ModelEntry.EMBEDDINGS) ? null : "it makes embeddings and takes no chats";
    }
}
