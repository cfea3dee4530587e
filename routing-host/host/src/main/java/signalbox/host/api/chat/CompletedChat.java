package signalbox.host.api.chat;

import java.util.List;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.host.wire.chat.ChatAnswer;

/// The answer of a chat: what the run of it said last, and the calls that it hands back.
final class CompletedChat {
    private CompletedChat() {}

    static String finish(RunView view) {
        return of(view).finishReason();
    }

    static ChatAnswer of(RunView view) {
        List<Part> parts = view.output().isEmpty() ? List.of() : List.of(new Part.Text(view.output()));
        var turn = new Turn.Assistant(parts, view.handedBack(), List.of());
        var model = view.steps().isEmpty() ? view.askedModel() : view.steps().getLast().model();
        var finish = switch (view.finish()) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
        return new ChatAnswer(view.id().chat(), view.started(), model, turn, finish, view.usage());
    }
}
