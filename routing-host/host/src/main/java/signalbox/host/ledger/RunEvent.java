package signalbox.host.ledger;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.CallId;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;

/// Something a listener to a run is told: what [RunEvents] makes of an entry.
public sealed interface RunEvent {
    /// The event's name on the wire.
    default String name() {
        return switch (this) {
            case RunStarted _ -> "run.started";
            case StepRouted _ -> "step.routed";
            case AttemptFinished _ -> "attempt.finished";
            case ToolStarted _ -> "tool.started";
            case ToolFinished _ -> "tool.finished";
            case InputNeeded _ -> "input.needed";
            case InputSettled _ -> "input.settled";
            case OutputDelta _ -> "output.delta";
            case OutputReset _ -> "output.reset";
            case RunFinished _ -> "run.finished";
        };
    }

    record RunStarted(String caller, String model, String policy) implements RunEvent {}

    /// @param rule empty where no rule had a candidate
    /// @param models in try order
    /// @param missing as in [Entry.Routed]
    record StepRouted(
            int step, String kind, String rule, List<String> models, String decision, SortedMap<ServerName, String> missing)
            implements RunEvent {
        public StepRouted {
            models = List.copyOf(models);
            missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
        }
    }

    record AttemptFinished(int step, RunView.Attempt attempt) implements RunEvent {}

    record ToolStarted(int step, CallId call, String tool, String version) implements RunEvent {}

    /// @param outcome as in [RunView.Call]
    record ToolFinished(
            int step,
            CallId call,
            String tool,
            String version,
            String outcome,
            Entry.Ruling ruling,
            boolean error,
            long ms)
            implements RunEvent {}

    /// A tool server asks, and the run waits for its caller. The fields are those of [RunView.Input].
    record InputNeeded(
            String id,
            String server,
            RunView.Input.Kind kind,
            String message,
            @Nullable JsonNode schema,
            @Nullable String url)
            implements RunEvent {}

    record InputSettled(String id, RunView.Input.Action action, RunView.Input.By by) implements RunEvent {}

    /// More of the answer of a step.
    record OutputDelta(int step, String text) implements RunEvent {}

    /// What was told of the answer of this step is void: it came to nothing, or is another. Only a listener knows what it was
    /// told, so no entry tells this.
    record OutputReset(int step) implements RunEvent {}

    /// Always the last one.
    record RunFinished(RunStatus status, String reason, String finish, String output, Cost cost) implements RunEvent {}

    /// An event with its number in its run, from 1; a listener resumes after the last number it saw.
    record Numbered(long number, RunEvent event) {}
}
