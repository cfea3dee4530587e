package signalbox.policy.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What OpenAI serves of one of its models on Chat Completions; the rest it serves on the Responses API alone. Only the
/// model's name tells, and one that is not known is served whole.
///
/// From the error texts of the service (`Function tools with reasoning_effort are not supported for gpt-5.6-sol in
/// /v1/chat/completions`, `This model is only supported in v1/responses`) and OpenAI's list of models that are no chat models.
public enum ChatSupport {
    WHOLE,
    /// Function tools, and an effort, but not both in one request.
    TOOLS_OR_EFFORT,
    /// Function tools only beside the effort `none`: without one it reasons.
    TOOLS_WITHOUT_REASONING,
    NOT_SERVED;

    private static final Pattern ONLY_RESPONSES = Pattern.compile(
            "(o[13]-pro|o3-deep-research|o4-mini-deep-research|computer-use-preview|gpt-5-pro|gpt-5\\.[5-9]-pro|gpt-5-codex"
                    + "|gpt-5\\.1-codex-max|gpt-5\\.[6-9]-cyber|gpt-daybreak-).*");
    private static final Pattern REASONING_WITH_TOOLS = Pattern.compile("gpt-5\\.[6-9].*");
    private static final Pattern EFFORT_WITH_TOOLS = Pattern.compile("gpt-5\\.[45].*");

    public static ChatSupport of(Provider provider, String id) {
        if (provider.wire() != Wire.OPENAI_CHAT || !provider.profile().equals("openai")) {
            return WHOLE;
        }
        if (ONLY_RESPONSES.matcher(id).matches()) {
            return NOT_SERVED;
        }
        if (REASONING_WITH_TOOLS.matcher(id).matches()) {
            return TOOLS_WITHOUT_REASONING;
        }
        return EFFORT_WITH_TOOLS.matcher(id).matches() ? TOOLS_OR_EFFORT : WHOLE;
    }

    /// Why a request is refused, or null where it is taken.
    ///
    /// @param effort the `reasoning_effort` asked for, or an empty text
    public @Nullable String refusal(boolean withTools, String effort) {
        return switch (this) {
            case WHOLE -> null;
            case TOOLS_OR_EFFORT -> withTools && !effort.isEmpty() && !effort.equals("none")
                    ? "it takes tools beside a 'reasoning_effort' on openai-responses only" : null;
            case TOOLS_WITHOUT_REASONING -> withTools && !effort.equals("none")
                    ? "it takes tools on openai-responses, and on openai-chat only with 'reasoning_effort' none" : null;
            case NOT_SERVED -> "it is served on openai-responses only";
        };
    }
}
