package signalbox.host.api;

import java.time.Duration;
import java.util.List;
import signalbox.host.model.Connector;
import signalbox.host.model.Model;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.JsonNodeFactory;

/// A model that calls the first tool it is offered, without arguments, and then repeats what it was told.
final class Obeying implements Connector {
    @Override
    public Found connect(ModelEntry entry) {
        return new Ready(new Obedient(entry.name()));
    }

    private record Obedient(ModelName name) implements Model {
        @Override
        public Outcome ask(Prompt prompt, Duration within) {
            var turn = prompt.transcript().getLast() instanceof Turn.ToolResult told
                    ? new Turn.Assistant(told.parts(), List.of(), List.of())
                    : prompt.tools().isEmpty()
                            ? new Turn.Assistant(List.of(new Part.Text("no tools")), List.of(), List.of())
                            : new Turn.Assistant(List.of(), List.of(call(prompt)), List.of());
            return new Outcome.Answered(turn, new Usage(10, 0, 0, 10), FinishReason.STOP, null);
        }

        private static ToolCall call(Prompt prompt) {
            return new ToolCall(
                    CallIds.fresh(), prompt.tools().getFirst().name(),
                    new CallArguments.Parsed(JsonNodeFactory.instance.objectNode()));
        }
    }
}
