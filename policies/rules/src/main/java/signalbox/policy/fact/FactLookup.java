package signalbox.policy.fact;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.policy.fact.StepFacts.Tool;

/// The facts of a step by the names that conditions use; nothing is converted before it is asked for.
public record FactLookup(Facts facts) implements Function<String, @Nullable Object> {
    @Override
    public @Nullable Object apply(String name) {
        var run = facts.run();
        var step = facts.step();
        return switch (name) {
            case "run.caller" -> run.caller();
            case "run.task" -> run.task();
            case "run.labels" -> List.copyOf(run.labels());
            case "run.metadata" -> run.metadata();
            case "run.session" -> run.session();
            case "run.budget_left" -> run.budgetLeft();
            case "run.seconds_left" -> run.secondsLeft();
            case "step.index" -> (long) step.index();
            case "step.after" -> step.after();
            case "step.kind" -> step.kind();
            case "step.task" -> step.signals().task();
            case "step.task_confidence" -> step.signals().taskConfidence();
            case "step.complexity" -> step.signals().complexity();
            case "step.tokens" -> step.input().tokens();
            case "step.labels" -> List.copyOf(step.input().labels());
            case "step.tools" -> step.input().tools().stream().map(tool -> fields("name", tool)).toList();
            case "step.last_call" -> lastCall(step.past());
            case "step.wants" -> List.copyOf(step.input().wants());
            case "step.last_model" -> step.past().lastModel();
            case "step.failures" -> (long) step.past().failures();
            default -> null;
        };
    }

    private static Map<String, Object> lastCall(StepFacts.Past past) {
        return past.lastCall() == null ? Map.of() : fields("tool", past.lastCall());
    }

    private static Map<String, Object> fields(String nameKey, Tool tool) {
        return Map.of(
                nameKey, tool.name(),
                "version", tool.version(),
                "effect", Map.of("class", tool.effectClass()),
                "labels", List.copyOf(tool.labels()));
    }
}
