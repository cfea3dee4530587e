package signalbox.kit.door;

/// What reading a body gives: a message, or the reason it is turned away.
sealed interface Reading {
    record Read(Message message) implements Reading {}

    record Unreadable(Refusal refusal) implements Reading {}
}
