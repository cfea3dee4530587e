package signalbox.host.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import signalbox.host.model.Connector;
import signalbox.host.model.Model;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Usage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Models that answer from lists the test wrote, and keep what they were asked.
final class Script implements Connector {
    /// A request as a model saw it.
    record Asked(String model, Prompt prompt, Duration within) {}

    private final Map<String, Deque<Function<Prompt, Outcome>>> lines = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    /// What is told of an outcome by a model that is asked to stream: usually its text.
    volatile BiConsumer<Outcome, DeltaListener> speech = (outcome, listener) -> listener.told(outcome);

    Script says(String model, Outcome... outcomes) {
        Arrays.stream(outcomes).forEach(outcome -> does(model, _ -> outcome));
        return this;
    }

    synchronized Script does(String model, Function<Prompt, Outcome> line) {
        lines.computeIfAbsent(model, _ -> new ArrayDeque<>()).add(line);
        return this;
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// Takes back what is written and was not said.
    synchronized void forget() {
        lines.clear();
    }

    List<String> models() {
        return asked().stream().map(Asked::model).toList();
    }

    @Override
    public Found connect(ModelEntry entry) {
        return new Ready(new Scripted(entry.name()));
    }

    private synchronized Function<Prompt, Outcome> line(Asked now) {
        asked.add(now);
        var left = lines.getOrDefault(now.model(), new ArrayDeque<>());
        if (left.isEmpty()) {
            return _ -> new Outcome.Unavailable("nothing is written for " + now.model(), null);
        }
        return left.remove();
    }

    private final class Scripted implements Model {
        private final ModelName name;

        Scripted(ModelName name) {
            this.name = name;
        }

        @Override
        public ModelName name() {
            return name;
        }

        @Override
        public Outcome ask(Prompt prompt, Duration within) {
            return line(new Asked(name.value(), prompt, within)).apply(prompt);
        }

        @Override
        public Outcome stream(Prompt prompt, Duration within, DeltaListener listener) {
            var outcome = ask(prompt, within);
            speech.accept(outcome, listener);
            return outcome;
        }
    }

    static Outcome answer(String text) {
        return answered(new Turn.Assistant(List.of(new Part.Text(text)), List.of(), List.of()));
    }

    static Outcome calls(ToolCall... calls) {
        return answered(new Turn.Assistant(List.of(), List.of(calls), List.of()));
    }

    static ToolCall call(String tool, String arguments) {
        return new ToolCall(
                CallIds.fresh(), tool,
                new CallArguments.Parsed((ObjectNode) JsonMapper.shared().readTree(arguments)));
    }

    private static Outcome answered(Turn.Assistant turn) {
        return new Outcome.Answered(turn, new Usage(100, 40, 0, 10), FinishReason.STOP, null);
    }
}
