package signalbox.policy.fact;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule may know of the step (`step.*`).
///
/// @param index from 0
/// @param after `user`, `tool-result` or `tool-error`
/// @param kind `plan` first, `act` afterwards, or as the caller names it
/// @param taskConfidence 0..1
/// @param complexity 0..1
/// @param tokens estimate of the input
/// @param labels the run's labels and those of every tool result so far; they only grow
/// @param tools what is on offer
/// @param lastCall null before the first call
/// @param wants `json-schema`, `images`, ...
/// @param lastModel empty at the first step
/// @param failures attempts that failed so far in this run
public record StepFacts(
        int index,
        String after,
        String kind,
        String task,
        double taskConfidence,
        double complexity,
        long tokens,
        Set<String> labels,
        List<Tool> tools,
        @Nullable Tool lastCall,
        Set<String> wants,
        String lastModel,
        int failures) {
    public StepFacts {
        labels = Set.copyOf(labels);
        tools = List.copyOf(tools);
        wants = Set.copyOf(wants);
    }

    /// @param effectClass `read` or `write` (`effect.class` in a condition)
    public record Tool(String name, String version, String effectClass, Set<String> labels) {
        public Tool {
            labels = Set.copyOf(labels);
        }
    }
}
