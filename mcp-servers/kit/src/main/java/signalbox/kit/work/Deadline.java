package signalbox.kit.work;

import java.util.concurrent.atomic.AtomicReference;

/// Settles whether a call commits or expires: exactly one of the two happens.
public final class Deadline {
    private enum State {
        RUNNING,
        COMMITTING,
        EXPIRED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    /// Whether the call may commit: false once it has expired.
    public boolean commit() {
        return state.compareAndSet(State.RUNNING, State.COMMITTING);
    }

    /// Whether the call has expired: false once it is being committed.
    boolean expire() {
        return state.compareAndSet(State.RUNNING, State.EXPIRED);
    }
}
