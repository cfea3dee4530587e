package signalbox.http.server;

import java.util.ArrayList;
import java.util.List;

/// What is to be done once somebody has gone, each thing once.
public final class Disconnect {
    private final List<Runnable> acts = new ArrayList<>();
    private boolean gone;

    /// Runs this then, at once if it is so already.
    public void whenGone(Runnable act) {
        synchronized (acts) {
            if (!gone) {
                acts.add(act);
                return;
            }
        }
        act.run();
    }

    /// It is so now: what is to be done.
    public List<Runnable> gone() {
        synchronized (acts) {
            gone = true;
            var due = List.copyOf(acts);
            acts.clear();
            return due;
        }
    }
}
