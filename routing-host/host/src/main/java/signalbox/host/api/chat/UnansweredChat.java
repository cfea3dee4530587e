package signalbox.host.api.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiError;
import signalbox.host.api.request.ApiResponses;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.StopCode;
import signalbox.host.turn.Turn;
import signalbox.host.wire.chat.ChatAnswer;
import signalbox.http.server.HttpReply;

/// What the caller of a chat is told whose run came to no answer: whose turn it is, by the status, since OpenAI's SDKs
/// repeat 408, 409, 429 and 5xx on their own, and would run the whole again.
///
/// - A refusal is an answer: 200, `content_filter`.
/// - What the caller must change is 4xx: the request 400, money 402, the limits of a run 422.
/// - 429 and 503, with the least `Retry-After`, are for what may work later.
/// - An answer that does not fit the schema is 502: every model was asked, and a repeat would cost the same again.
/// - A deadline that passed is 504 (RFC 9110, 15.6.5): the request was whole, so that 408 would be wrong.
///
/// Where no repeat can help, or tools were called before, `x-should-retry: false` says so.
final class UnansweredChat {
    private UnansweredChat() {}

    static HttpReply of(RunView view) {
        var refusal = refused(view);
        if (refusal != null) {
            return ApiResponses.run(200, view, refusal.json());
        }
        var error = error(view);
        var reply = ApiResponses.run(error.status(), view, error.json());
        var wait = view.ending().retryAfter();
        boolean later = error.status() == 429 || (error.status() == 503 && view.isEnded());
        if (later && wait != null) {
            reply = reply.with("Retry-After", Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000))));
        }
        return later && view.steps().stream().allMatch(step -> step.calls().isEmpty())
                ? reply
                : reply.with("x-should-retry", "false");
    }

    static ApiError error(RunView view) {
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

    /// Why a model declined, or null where the run did not end so.
    static @Nullable String refusal(RunView view) {
        var answer = refused(view);
        return answer == null ? null : answer.turn().text();
    }

    private static @Nullable ChatAnswer refused(RunView view) {
        if (!view.finish().equals(StopCode.REFUSED) || view.steps().isEmpty()) {
            return null;
        }
        var refused = new ArrayList<RunView.Attempt>(view.steps().getLast().attempts());
        refused.removeIf(attempt -> !attempt.outcome().equals("refused"));
        if (refused.isEmpty()) {
            return null;
        }
        var last = refused.getLast();
        List<Part> parts = List.of(new Part.Text(last.reason()));
        return new ChatAnswer(
                view.id().chat(), view.started(), last.model(), new Turn.Assistant(parts, List.of(), List.of()),
                FinishReason.REFUSED, view.usage());
    }
}
