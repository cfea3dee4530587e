package signalbox.kit.call;

import java.util.concurrent.atomic.AtomicReference;

/// Settles whether a job commits or expires: exactly one of the two happens.
final class Deadline {
    private enum State {
        RUNNING,
        COMMITTING,
        EXPIRED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    /// Whether the job may commit: false once it has expired.
    boolean commit() {
        return state.compareAndSet(State.RUNNING, State.COMMITTING);
    }

    /// Whether the job has expired: false once it is being committed.
    boolean expire() {
        return state.compareAndSet(State.RUNNING, State.EXPIRED);
    }
}
