package signalbox.policy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.RouteDecision.Candidate;

/// The models that a step may still try; the first of `left` is tried now. No model is tried twice.
///
/// @param left in try order; empty when the step has to end
/// @param tried in the order in which they failed
public record FallbackChain(RouteDecision.Routed decision, Failures failures, List<Candidate> left, List<ModelName> tried) {
    public FallbackChain {
        left = List.copyOf(left);
        tried = List.copyOf(tried);
    }

    public boolean isEmpty() {
        return left.isEmpty();
    }

    /// The model to try now.
    public Candidate current() {
        if (left.isEmpty()) {
            throw new NoSuchElementException("no model is left to try");
        }
        return left.getFirst();
    }

    /// The chain once the current model has met this failure.
    public FallbackChain after(FailureKind failure) {
        var failed = new ArrayList<>(tried);
        failed.add(current().model());
        return new FallbackChain(decision, failures, alternatives(failure), failed);
    }

    /// Which models would be tried, in order, if the current one met this failure.
    public List<Candidate> alternatives(FailureKind failure) {
        return switch (failures.on(failure)) {
            case Failures.Stop _ -> List.of();
            case Failures.Next _ -> untried(left);
            case Failures.Use _ -> untried(decision.instead(failure));
        };
    }

    private List<Candidate> untried(List<Candidate> candidates) {
        var now = current().model();
        return candidates.stream()
                .filter(candidate -> !candidate.model().equals(now) && !tried.contains(candidate.model()))
                .toList();
    }
}
