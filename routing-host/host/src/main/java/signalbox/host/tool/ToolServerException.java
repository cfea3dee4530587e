package signalbox.host.tool;

import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
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
        return new ToolServerException(words(root), root);
    }

    /// Models read this: no name of a class.
    private static String words(Throwable root) {
        var text = root.getMessage() == null ? "" : root.getMessage();
        return switch (root) {
            case TimeoutException _, HttpTimeoutException _ -> "no answer in time";
            case McpHttpClientTransportAuthorizationException refused ->
                "it refused the request with HTTP " + refused.getResponseInfo().statusCode();
            case ConnectException _ -> "no connection to it";
            case IOException _ -> "the connection broke";
            default -> text.isBlank() ? "nothing that MCP can read" : text;
        };
    }

    /// Whether the server sent the request back unread: the host, or its caller, may not come in any more.
    boolean isTurnedAway() {
        return getCause() instanceof McpHttpClientTransportAuthorizationException;
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
