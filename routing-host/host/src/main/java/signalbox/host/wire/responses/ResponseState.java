package signalbox.host.wire.responses;

/// How far a response is, as `status` and what belongs to it tell callers.
public sealed interface ResponseState {
    record InProgress() implements ResponseState {}

    record Completed() implements ResponseState {}

    /// @param reason `max_output_tokens` or `content_filter`
    record Incomplete(String reason) implements ResponseState {}

    /// @param code `server_error`, `rate_limit_exceeded` or `invalid_prompt`
    record Failed(String code, String message) implements ResponseState {}

    record Cancelled() implements ResponseState {}

    default String word() {
        return switch (this) {
            case InProgress _ -> "in_progress";
            case Completed _ -> "completed";
            case Incomplete _ -> "incomplete";
            case Failed _ -> "failed";
            case Cancelled _ -> "cancelled";
        };
    }
}
