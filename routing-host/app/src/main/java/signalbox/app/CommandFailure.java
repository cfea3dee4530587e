package signalbox.app;

/// A command that cannot do what it was asked; the message is all a person needs.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }
}
