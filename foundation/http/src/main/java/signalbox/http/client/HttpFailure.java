package signalbox.http.client;

import org.jspecify.annotations.Nullable;

/// No answer came, or none within the bounds.
public final class HttpFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// What went wrong, and one line for a person or a model where the sender has no better one.
    public enum Kind {
        LATE("no answer in time"),
        CANCELLED("the call was cancelled"),
        CLOSED("the client is closed"),
        NO_SUCH_HOST("there is no such host"),
        NOT_PUBLIC("its address is not public"),
        /// The address says of itself that it may not be followed.
        FORBIDDEN("the address is not followed"),
        NO_CONNECTION("no connection to it"),
        TLS("TLS with it failed"),
        TOO_LARGE("the answer is larger than allowed"),
        BROKEN("the connection broke"),
        /// An answer came, and the reader could do nothing with it.
        UNREADABLE("the answer cannot be read");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }
    }

    HttpFailure(Kind kind, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    HttpFailure(Kind kind, @Nullable Throwable cause) {
        this(kind, kind.reason, cause);
    }

    /// A reader can do nothing with the answer.
    public HttpFailure(String reason, @Nullable Throwable cause) {
        this(Kind.UNREADABLE, reason, cause);
    }

    public Kind kind() {
        return kind;
    }

    /// One line for a person or a model; it names no class and no address.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
