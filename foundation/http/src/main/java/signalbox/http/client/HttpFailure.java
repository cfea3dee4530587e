package signalbox.http.client;

import org.jspecify.annotations.Nullable;

/// No answer came, or none within the bounds.
public final class HttpFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public HttpFailure(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /// One line for a person or a model; it names no class and no address.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
