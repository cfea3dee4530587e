package signalbox.host.api.chat;

import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.StopCode;
import signalbox.http.server.HttpReply;

/// What the caller of a chat is told whose run came to no answer: whose turn it is, by the status, since OpenAI's SDKs
/// repeat 408, 409, 429 and 5xx on their own, and would run the whole again.
///
/// - A refusal is an answer, and none of these: 200.
/// - What the caller must change is 4xx: the request 400, money 402, the limits of a run 422.
/// - 429 and 503, with the least `Retry-After`, are for what may work later.
/// - An answer that does not fit the schema is 502: every model was asked, and a repeat would cost the same again.
/// - A deadline that passed is 504 (RFC 9110, 15.6.5): the request was whole, so that 408 would be wrong.
///
/// Where no repeat can help, or tools were called before, `x-should-retry: false` says so.
public final class UnansweredChat {
    private UnansweredChat() {}

    /// @param view of a run for which there is no [FinishedChat]
    public static HttpReply of(RunView view, ErrorFormat format) {
        var error = error(view);
        var reply = ApiResponses.run(format.status(error), view, format.json(error));
        var wait = view.ending().retryAfter();
        boolean later = error.status() == 429 || (error.status() == 503 && view.isEnded());
        if (later && wait != null) {
            reply = reply.with("Retry-After", Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000))));
        }
        return later && view.steps().stream().allMatch(step -> step.calls().isEmpty())
                ? reply
                : reply.with("x-should-retry", "false");
    }

    public static ApiError error(RunView view) {
        var message = (view.status() == RunStatus.STOPPED ? "the run was stopped: " : "") + view.reason() + "\n(" + view.id() + ")";
        var code = view.finish();
        return switch (code) {
            case "", StopCode.NO_MODEL, StopCode.REFUSED -> ApiError.noAnswer(message);
            case StopCode.UNFIT -> new ApiError(502, "server_error", code, null, message);
            case StopCode.RATE_LIMIT -> new ApiError(429, "rate_limit_error", code, null, message);
            case StopCode.BUDGET, StopCode.CALLER_DAY -> new ApiError(402, "insufficient_quota", code, null, message);
            case StopCode.DEADLINE -> new ApiError(504, "server_error", code, null, message);
            case StopCode.CANCELLED -> new ApiError(409, "invalid_request_error", code, null, message);
            case StopCode.LIMIT -> new ApiError(422, "invalid_request_error", code, null, message);
            case StopCode.TOOLS -> new ApiError(503, "server_error", code, null, message);
            case StopCode.CREDENTIAL -> new ApiError(401, "authentication_error", code, null, message);
            default -> new ApiError(400, "invalid_request_error", code, view.ending().parameter(), message);
        };
    }
}
