package signalbox.host.api.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.StopCode;
import signalbox.host.turn.Turn;

/// What a chat came to: what the run of it said last and the calls that it hands back, or why a model declined.
///
/// @param model as the caller is told, such as `openai/gpt-5-mini`
/// @param turn its calls are the ones the caller is to make; of a refusal the text is why
public record FinishedChat(RunView run, String model, Turn.Assistant turn, FinishReason finish) {
    /// Null where the run came to no answer.
    public static @Nullable FinishedChat of(RunView run) {
        return run.status() == RunStatus.COMPLETED ? completed(run) : refused(run);
    }

    public boolean isRefused() {
        return finish == FinishReason.REFUSED;
    }

    private static FinishedChat completed(RunView run) {
        List<Part> parts = run.output().isEmpty() ? List.of() : List.of(new Part.Text(run.output()));
        var turn = new Turn.Assistant(parts, run.handedBack(), List.of());
        var model = run.steps().isEmpty() ? run.askedModel() : run.steps().getLast().model();
        var finish = switch (run.finish()) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
        return new FinishedChat(run, model, turn, finish);
    }

    private static @Nullable FinishedChat refused(RunView run) {
        if (!run.finish().equals(StopCode.REFUSED) || run.steps().isEmpty()) {
            return null;
        }
        var refused = new ArrayList<RunView.Attempt>(run.steps().getLast().attempts());
        refused.removeIf(attempt -> !attempt.outcome().equals("refused"));
        if (refused.isEmpty()) {
            return null;
        }
        var last = refused.getLast();
        List<Part> parts = List.of(new Part.Text(last.reason()));
        return new FinishedChat(run, last.model(), new Turn.Assistant(parts, List.of(), List.of()), FinishReason.REFUSED);
    }
}
