package signalbox.host.run.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.host.turn.DeltaListener;

/// The text of a run's answers while they are made, for whoever listens at that moment. It is said on the run's own thread,
/// which waits for each listener: who reads slowly is not overrun. Nothing of it is kept; the whole answer is in the journal.
public final class LiveOutput {
    /// Hears a piece of the answer of a step.
    @FunctionalInterface
    public interface Listener {
        void text(int step, String text);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private int heard = -1;

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Whether somebody listens: only then are providers asked for events.
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /// A model is about to answer this step.
    public DeltaListener begin(int step) {
        heard = -1;
        return text -> {
            heard = step;
            listeners.forEach(listener -> listener.text(step, text));
        };
    }

    /// Whether something of an answer to this step has been heard; then no other can take its place.
    public boolean wasHeard(int step) {
        return heard == step;
    }
}
