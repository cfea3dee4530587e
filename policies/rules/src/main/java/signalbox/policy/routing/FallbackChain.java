package signalbox.policy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.RouteDecision.Candidate;

/// Where a step stands on the models it may try: the head of `left` is tried now. No model is tried twice.
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

    /// The ladder once the current model has met this trouble.
    public FallbackChain after(FailureKind trouble) {
        var failed = new ArrayList<>(tried);
        failed.add(current().model());
        return new FallbackChain(decision, failures, alternatives(trouble), failed);
    }

    /// Which models would be tried, in order, if the current one met this trouble.
    public List<Candidate> alternatives(FailureKind trouble) {
        return switch (failures.on(trouble)) {
            case Failures.Stop _ -> List.of();
            case Failures.Next _ -> untried(left);
            case Failures.Use _ -> untried(decision.instead(trouble));
        };
    }

    private List<Candidate> untried(List<Candidate> candidates) {
        var now = current().model();
        return candidates.stream()
                .filter(candidate -> !candidate.model().equals(now) && !tried.contains(candidate.model()))
                .toList();
    }
}
