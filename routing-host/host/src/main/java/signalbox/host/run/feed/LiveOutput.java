package signalbox.host.run.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import signalbox.host.turn.DeltaListener;

/// The text of a run's answers while they are made, for whoever hears it at that moment.
///
/// A listener is told on the run's own thread, which waits for it: who reads slowly is not overrun. It cannot be told that
/// what it heard is void, so that no other model may take over. Readers of the run's events can: they come for the text at
/// their own pace, and the run waits for none of them.
public final class LiveOutput {
    /// Hears a piece of the answer of a step.
    @FunctionalInterface
    public interface Listener {
        void text(int step, String text);
    }

    /// Those who read the run's events.
    interface Readers {
        boolean isEmpty();

        /// A model is about to answer this step: what is said is kept for them from now on.
        DeltaListener begin(int step);
    }

    private final Readers readers;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private int heard = -1;

    LiveOutput(Readers readers) {
        this.readers = readers;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Whether somebody hears it: only then are providers asked for events.
    public boolean hasListeners() {
        return !listeners.isEmpty() || !readers.isEmpty();
    }

    /// A model is about to answer this step.
    public DeltaListener begin(int step) {
        heard = -1;
        var kept = readers.begin(step);
        return text -> {
            kept.text(text);
            if (!listeners.isEmpty()) {
                heard = step;
                listeners.forEach(listener -> listener.text(step, text));
            }
        };
    }

    /// Whether a listener has heard something of an answer to this step; then no other can take its place.
    public boolean wasHeard(int step) {
        return heard == step;
    }
}
