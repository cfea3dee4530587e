package signalbox.host.api.error;

import org.jspecify.annotations.Nullable;
import signalbox.host.wire.chat.ChatError;
import tools.jackson.databind.node.ObjectNode;

/// An error as callers read it: OpenAI's error object.
///
/// @param param the path of the field at fault, such as `tools[0].server_label`, or null
public record ApiError(int status, String type, String code, @Nullable String param, String message) {
    public static ApiError invalid(@Nullable String param, String message) {
        return new ApiError(400, "invalid_request_error", "invalid_value", param, message);
    }

    public static ApiError notFound(String message) {
        return new ApiError(404, "invalid_request_error", "not_found", null, message);
    }

    public static ApiError unknownModel(String message) {
        return new ApiError(404, "invalid_request_error", "model_not_found", "model", message);
    }

    public static ApiError conflict(String message) {
        return new ApiError(422, "invalid_request_error", "idempotency_conflict", null, message);
    }

    public static ApiError callerBusy(String message) {
        return new ApiError(429, "rate_limit_error", "busy", null, message);
    }

    public static ApiError busy(String message) {
        return new ApiError(503, "server_error", "busy", null, message);
    }

    /// No model could answer; the message names each candidate and why.
    public static ApiError noAnswer(String message) {
        return new ApiError(503, "server_error", "no_model_answered", null, message);
    }

    public static ApiError tooLarge() {
        return new ApiError(413, "invalid_request_error", "request_too_large", null, "the body is larger than 4 MiB");
    }

    /// Turned away by the head of the request.
    public static ApiError refused(int status, String text) {
        var type = status == 401 || status == 403 ? "authentication_error" : "invalid_request_error";
        return new ApiError(status, type, status == 401 ? "invalid_api_key" : "refused", null, text);
    }

    public static ApiError ours() {
        return new ApiError(500, "server_error", "internal_error", null, "the host failed to answer; try again later");
    }

    public ObjectNode json() {
        return new ChatError(message, type, param, code).json();
    }
}
