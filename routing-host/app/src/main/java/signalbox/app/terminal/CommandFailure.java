package signalbox.app.terminal;

/// A command that cannot do what it was asked; the message is all a person needs.
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailure(String message) {
        super(message);
    }
}
