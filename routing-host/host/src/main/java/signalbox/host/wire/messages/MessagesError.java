package signalbox.host.wire.messages;

import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// The error object of Anthropic's format.
///
/// @param status of the answer, or of the one that it would have been before a stream began
/// @param code a word for what is wrong, such as `budget_exceeded`
public record MessagesError(int status, String message, String code) {
    public ObjectNode json() {
        ObjectNode body = WireJson.object();
        body.put("type", "error");
        ObjectNode error = body.putObject("error").put("type", type()).put("message", message);
        error.putObject("details").put("error_code", code);
        body.putNull("request_id");
        return body;
    }

    /// Anthropic lists a type for each status, and says that the first one may be used for other 4xx.
    private String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
