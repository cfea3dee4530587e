package signalbox.policy.fact;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule may know of the step (`step.*`).
///
/// @param index from 0
/// @param after `user`, `tool-result` or `tool-error`
/// @param kind `plan` first, `act` afterwards, or as the caller names it
public record StepFacts(int index, String after, String kind, Signals signals, Input input, Past past) {
    /// What was worked out about what is asked, each from 0 to 1 where it is a number.
    public record Signals(String task, double taskConfidence, double complexity) {}

    /// What goes into the request.
    ///
    /// @param tokens estimate of the whole input
    /// @param labels the run's labels and those of every tool result so far; they only grow
    /// @param tools what is on offer
    /// @param wants `json-schema`, `images`, ...
    public record Input(long tokens, Set<String> labels, List<Tool> tools, Set<String> wants) {
        public Input {
            labels = Set.copyOf(labels);
            tools = List.copyOf(tools);
            wants = Set.copyOf(wants);
        }
    }

    /// What the steps before have left behind.
    ///
    /// @param lastCall null before the first call
    /// @param lastModel empty at the first step
    /// @param failures attempts that failed so far in this run
    public record Past(@Nullable Tool lastCall, String lastModel, int failures) {
        public static final Past NONE = new Past(null, "", 0);
    }

    /// @param effectClass `read` or `write` (`effect.class` in a condition)
    public record Tool(String name, String version, String effectClass, Set<String> labels) {
        public Tool {
            labels = Set.copyOf(labels);
        }
    }
}
