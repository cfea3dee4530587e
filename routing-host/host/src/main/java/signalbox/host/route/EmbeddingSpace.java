package signalbox.host.route;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.FallbackChain;
import signalbox.policy.routing.RouteDecision;

/// Whose vectors a request for embeddings is answered with: those of the first model that makes embeddings and that the rules
/// name and the filters leave. Whatever keeps that model away, a missing key or an outage, no model of another space takes its
/// place: vectors of two spaces in one index are a fault that nobody sees.
///
/// @param first the model that decides it; null where the step is no request for embeddings
public record EmbeddingSpace(ModelCatalogue catalogue, @Nullable ModelName first) {
    public static EmbeddingSpace of(ModelCatalogue catalogue, RouteDecision.Routed decision, StepContext now) {
        if (now.content().specialty() == null) {
            return new EmbeddingSpace(catalogue, null);
        }
        var passed = passed(catalogue, decision);
        return new EmbeddingSpace(catalogue, passed == null ? decision.candidates().getFirst().model() : passed);
    }

    /// What is left of the chain.
    public FallbackChain of(FallbackChain chain) {
        return first == null
                ? chain
                : new FallbackChain(
                        chain.decision(), chain.failures(),
                        chain.left().stream().filter(candidate -> has(candidate.model())).toList(), chain.tried());
    }

    /// Why each candidate of another space is left out.
    public List<String> others(RouteDecision.Routed decision) {
        return decision.candidates().stream()
                .map(RouteDecision.Candidate::model)
                .filter(model -> !has(model))
                .map(model -> model + ": its vectors cannot be compared with those of " + first
                        + ", which comes first: ask for it by its name, or for a group of it")
                .toList();
    }

    private boolean has(ModelName model) {
        return first == null || space(first).equals(space(model));
    }

    /// The first model of a rule before that could make embeddings and that something outside the policy kept away, or null.
    private static @Nullable ModelName passed(ModelCatalogue catalogue, RouteDecision.Routed decision) {
        for (var drop : decision.dropped()) {
            var entry = catalogue.models().get(drop.model());
            boolean before = !drop.rule().equals(decision.rule()) && !drop.rule().startsWith("failures.");
            if (before && drop.by().equals("obstacle") && entry != null && entry.embeds()) {
                return drop.model();
            }
        }
        return null;
    }

    private String space(ModelName model) {
        var entry = catalogue.models().get(model);
        return entry == null ? "" : entry.naming().space();
    }
}
