package signalbox.policy.grant.reading;

import java.util.ArrayList;
import java.util.List;
import signalbox.source.Checked;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.JsonNode;

/// The problems of one file so far, and which of its nodes have a shape that can be read further.
public final class Findings {
    private final YamlSource source;
    private final List<String> misshapen = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    public Findings(YamlSource source, JsonSchema shape) {
        this.source = source;
        for (var violation : shape.violations(source.tree())) {
            misshapen.add(violation.pointer());
            problems.add(JsonSchema.problem(source, "", violation));
        }
    }

    public YamlSource source() {
        return source;
    }

    /// Whether there is such a node and nothing is wrong with its shape.
    public boolean isSound(String pointer) {
        return !at(pointer).isMissingNode()
                && misshapen.stream().noneMatch(wrong -> wrong.equals(pointer) || wrong.startsWith(pointer + "/"));
    }

    public JsonNode at(String pointer) {
        return source.tree().at(pointer);
    }

    public void error(String pointer, String message, String hint) {
        problems.add(source.error(pointer, message, hint));
    }

    public void errorAtKey(String pointer, String message, String hint) {
        problems.add(source.errorAtKey(pointer, message, hint));
    }

    public void errorInside(String pointer, int offset, String message, String hint) {
        problems.add(source.errorInside(pointer, offset, message, hint));
    }

    public void warning(String pointer, String message, String hint) {
        problems.add(source.warning(pointer, message, hint));
    }

    /// An entry that is about nothing there is: an error under `never`, where it would open what it should close.
    void matchesNothing(String pointer, String message, String hint) {
        var steps = pointer.split("/", 5);
        if (steps.length > 3 && steps[1].equals("roles") && steps[3].equals("never")) {
            error(pointer, message, hint);
        } else {
            warning(pointer, message, hint);
        }
    }

    public void add(Problem problem) {
        problems.add(problem);
    }

    public void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }

    public <T> Checked<T> broken() {
        return new Checked.Broken<>(Problem.sorted(problems));
    }

    public <T> Checked<T> sound(T value) {
        return new Checked.Sound<>(value, Problem.sorted(problems));
    }
}
