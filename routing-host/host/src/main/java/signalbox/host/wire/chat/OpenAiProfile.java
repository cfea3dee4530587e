package signalbox.host.wire.chat;

import java.util.Map;
import signalbox.host.wire.ProviderIds;
import signalbox.policy.catalogue.ModelEntry;

/// The habits of one provider on `openai-chat`.
///
/// @param outputLimit the field that limits the answer's tokens
/// @param alternates whether roles must alternate: one system message in front, an answer between results and a user
/// @param reasoningDue whether every assistant message must carry `reasoning_content`
/// @param required the word for "call some tool"
/// @param choosesTools whether `tool_choice` is understood
/// @param schemas whether `response_format` takes a JSON Schema
record OpenAiProfile(
        ProviderIds.IdForm ids,
        String outputLimit,
        boolean alternates,
        boolean reasoningDue,
        String required,
        boolean choosesTools,
        boolean schemas) {
    private static final ProviderIds.IdForm CALL = new ProviderIds.IdForm("call_", 24);
    private static final ProviderIds.IdForm NINE = new ProviderIds.IdForm("", 9);

    /// What every compatible server is known to take.
    private static final OpenAiProfile COMPATIBLE =
            new OpenAiProfile(CALL, "max_tokens", false, false, "required", true, true);

    private static final Map<String, OpenAiProfile> KNOWN = Map.of(
            "openai", new OpenAiProfile(CALL, "max_completion_tokens", false, false, "required", true, true),
            "mistral", new OpenAiProfile(NINE, "max_tokens", true, false, "any", true, true),
            "deepseek", new OpenAiProfile(CALL, "max_tokens", false, true, "required", true, false),
            "ollama", new OpenAiProfile(CALL, "max_tokens", false, false, "required", false, true));

    static OpenAiProfile of(ModelEntry entry) {
        return KNOWN.getOrDefault(entry.provider().profile(), COMPATIBLE);
    }
}
