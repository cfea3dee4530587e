package signalbox.host.tool;

import io.modelcontextprotocol.spec.McpError;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A tool server gave no answer, or the JSON-RPC error that is the cause.
final class ToolServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolServerException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    static ToolServerException of(Throwable failure) {
        var root = failure;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            if (root instanceof McpError) {
                break;
            }
            root = root.getCause();
        }
        var text = root.getMessage();
        var reason = root instanceof TimeoutException ? "no answer in time"
                : root.getClass().getSimpleName() + (text == null || text.isBlank() ? "" : ": " + text);
        return new ToolServerException(reason, root);
    }

    /// The server's own error answer, or null where the answer is lost.
    @Nullable McpError answered() {
        return getCause() instanceof McpError error ? error : null;
    }

    /// What went wrong, in one line.
    String reason() {
        var text = getMessage();
        return text == null ? "no answer" : text;
    }
}
