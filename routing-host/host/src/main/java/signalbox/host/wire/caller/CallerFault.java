package signalbox.host.wire.caller;

/// What stops the reading of a body at the first fault.
public final class CallerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String param;
    private final String text;

    CallerFault(String param, String text) {
        super(text, null, false, false);
        this.param = param;
        this.text = text;
    }

    public String param() {
        return param;
    }

    public String message() {
        return text;
    }
}
