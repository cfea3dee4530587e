package signalbox.app.stdio;

import signalbox.kit.rpc.Message;
import tools.jackson.databind.JsonNode;

/// A request of the assistant's that is under way, on a thread of its own.
final class PendingCall {
    private final Message message;
    private final JsonNode id;
    private final String line;
    private volatile State state = State.OPEN;
    private volatile Thread thread = Thread.currentThread();

    private enum State {
        OPEN,
        CANCELLED,
        GIVEN_UP
    }

    /// @param line the message as it came
    PendingCall(Message message, JsonNode id, String line) {
        this.message = message;
        this.id = id;
        this.line = line;
    }

    Message message() {
        return message;
    }

    JsonNode id() {
        return id;
    }

    String line() {
        return line;
    }

    /// Whether it lasts until somebody ends it.
    boolean isEndless() {
        return message.method().equals("subscriptions/listen");
    }

    /// Whether its messages are still wanted.
    boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether the assistant was told nothing and still waits.
    boolean isGivenUp() {
        return state == State.GIVEN_UP;
    }

    void runOn(Thread runner) {
        thread = runner;
    }

    Thread thread() {
        return thread;
    }

    /// The assistant waits no longer.
    void cancel() {
        state = State.CANCELLED;
        thread.interrupt();
    }

    /// There is no more time for it.
    void giveUp() {
        state = isEndless() ? State.CANCELLED : State.GIVEN_UP;
        thread.interrupt();
    }
}
