package signalbox.host.turn;

import java.util.Set;

/// Why a run stopped or failed, in one word for its caller. It is written where a completed run has its finish reason. A
/// word that is none of these is a provider's for what is wrong with the request.
public final class StopCode {
    public static final String NO_MODEL = "no_model_answered";
    public static final String RATE_LIMIT = "rate_limit_exceeded";
    public static final String TOO_LONG = "context_length_exceeded";
    public static final String UNSUPPORTED = "unsupported_parameter";
    public static final String INVALID = "invalid_request";
    public static final String BUDGET = "budget_exceeded";
    public static final String CALLER_DAY = "caller_day_exceeded";
    public static final String UNFIT = "schema_mismatch";
    public static final String REFUSED = "content_filter";
    public static final String DEADLINE = "deadline_exceeded";
    public static final String CANCELLED = "cancelled";
    public static final String LIMIT = "run_limit_exceeded";
    /// A server whose tools the request names gives none.
    public static final String TOOLS = "tools_unavailable";
    public static final String CREDENTIAL = "invalid_api_key";

    private static final Set<String> OURS = Set.of(
            NO_MODEL, RATE_LIMIT, BUDGET, CALLER_DAY, UNFIT, REFUSED, DEADLINE, CANCELLED, LIMIT, TOOLS, CREDENTIAL);

    private StopCode() {}

    /// Whether it is a word of ours for something other than a request that must be changed.
    public static boolean isOurs(String code) {
        return OURS.contains(code);
    }
}
