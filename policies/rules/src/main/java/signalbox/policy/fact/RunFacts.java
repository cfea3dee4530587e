package signalbox.policy.fact;

import java.util.Map;
import java.util.Set;

/// What a rule may know of the run (`run.*`).
///
/// @param caller such as `agent:triage-bot`
/// @param budgetLeft USD
public record RunFacts(
        String caller,
        String task,
        Set<String> labels,
        Map<String, String> metadata,
        String session,
        double budgetLeft,
        double secondsLeft) {
    public RunFacts {
        labels = Set.copyOf(labels);
        metadata = Map.copyOf(metadata);
    }
}
