package signalbox.host.api.error;

import signalbox.host.wire.messages.MessagesError;
import tools.jackson.databind.node.ObjectNode;

/// How an error is written: in the format of the path it is answered at, whoever found the fault.
public enum ErrorFormat {
    OPENAI,
    ANTHROPIC;

    /// Where Anthropic's format is spoken.
    private static final String MESSAGES = "/v1/messages";

    public static ErrorFormat at(String path) {
        return path.equals(MESSAGES) || path.startsWith(MESSAGES + "/") ? ANTHROPIC : OPENAI;
    }

    public ObjectNode json(ApiError error) {
        return switch (this) {
            case OPENAI -> error.json();
            case ANTHROPIC -> new MessagesError(status(error), error.message(), error.code()).json();
        };
    }

    /// The format's own status where it has another one for the same: what others call 503 is 529 to Anthropic's clients.
    public int status(ApiError error) {
        return this == ANTHROPIC && error.status() == 503 ? 529 : error.status();
    }
}
