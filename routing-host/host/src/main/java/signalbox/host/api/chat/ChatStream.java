package signalbox.host.api.chat;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunView;
import signalbox.host.run.feed.LiveOutput;

/// The answer of a chat in events. Text goes out as a model says it, that of every step; calls of the caller's own functions
/// go out whole, once the turn that makes them is.
///
/// One that breaks off ends with an error event.
final class ChatStream implements LiveOutput.Listener {
    private final Supplier<RunView> view;
    private final Function<RunView, AnswerEvents> beginning;
    private final StringBuilder said = new StringBuilder();
    private int step = -1;
    private @Nullable AnswerEvents begun;

    /// @param view the run as it is now
    /// @param beginning begins the events of a run
    ChatStream(Supplier<RunView> view, Function<RunView, AnswerEvents> beginning) {
        this.view = view;
        this.beginning = beginning;
    }

    @Override
    public void text(int ofStep, String text) {
        var to = begun == null ? begin(view.get()) : begun;
        if (step >= 0 && ofStep != step) {
            to.nextStep();
        }
        if (ofStep != step) {
            said.setLength(0);
            step = ofStep;
        }
        said.append(text);
        to.text(text);
    }

    boolean hasBegun() {
        return begun != null;
    }

    /// Sends what is left to say of a run that has ended, and ends.
    void end(RunView run) {
        var to = begun == null ? begin(run) : begun;
        var chat = FinishedChat.of(run);
        if (chat == null) {
            to.broken(UnansweredChat.error(run));
            return;
        }
        var rest = chat.isRefused() ? "" : rest(run);
        if (!rest.isEmpty()) {
            text(run.steps().size() - 1, rest);
        }
        to.end(chat);
    }

    /// What a model said that no listener heard: all of it where the run is worked at elsewhere.
    private String rest(RunView run) {
        if (step != run.steps().size() - 1) {
            return run.output();
        }
        var heard = said.toString();
        return run.output().startsWith(heard) ? run.output().substring(heard.length()) : "";
    }

    private AnswerEvents begin(RunView run) {
        begun = beginning.apply(run);
        return begun;
    }
}
