package signalbox.host.wire.chat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import signalbox.host.turn.Parameter;
import signalbox.host.wire.ProviderIds;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;

/// The habits of one provider on `openai-chat`.
///
/// @param outputLimit the field that limits the answer's tokens
/// @param alternates whether roles must alternate: one system message in front, an answer between results and a user
/// @param reasoningDue whether every assistant message must carry `reasoning_content`
/// @param required the word for "call some tool"; empty where `tool_choice` is not understood
/// @param schemas whether it holds answers and arguments to a JSON Schema
/// @param asksForUsage whether a stream counts its tokens only where it is asked to; a profile that counts always takes no such field
/// @param fields the parameters it has a field for, by the field's name
record OpenAiProfile(
        ProviderIds.IdForm ids,
        String outputLimit,
        boolean alternates,
        boolean reasoningDue,
        String required,
        boolean schemas,
        boolean asksForUsage,
        Map<Parameter, String> fields) {
    private static final ProviderIds.IdForm CALL = new ProviderIds.IdForm("call_", 24);
    private static final ProviderIds.IdForm NINE = new ProviderIds.IdForm("", 9);

    private static final Map<Parameter, String> ALL = Arrays.stream(Parameter.values())
            .filter(parameter -> parameter.isKnownOn(Wire.OPENAI_CHAT))
            .collect(Collectors.toUnmodifiableMap(parameter -> parameter, Parameter::word));
    private static final Map<Parameter, String> OF_MISTRAL = Map.of(
            Parameter.SEED, "random_seed",
            Parameter.FREQUENCY_PENALTY, "frequency_penalty",
            Parameter.PRESENCE_PENALTY, "presence_penalty",
            Parameter.PARALLEL_TOOL_CALLS, "parallel_tool_calls",
            Parameter.PREDICTION, "prediction");
    private static final Map<Parameter, String> OF_DEEPSEEK = Map.of(Parameter.REASONING_EFFORT, "reasoning_effort");
    private static final Map<Parameter, String> OF_OLLAMA = Map.of(
            Parameter.SEED, "seed",
            Parameter.FREQUENCY_PENALTY, "frequency_penalty",
            Parameter.PRESENCE_PENALTY, "presence_penalty",
            Parameter.REASONING_EFFORT, "reasoning_effort");

    /// What every compatible server is known to take; of parameters, all: one that it has no field for it refuses.
    private static final OpenAiProfile COMPATIBLE =
            new OpenAiProfile(CALL, "max_tokens", false, false, "required", true, true, ALL);

    private static final Map<String, OpenAiProfile> KNOWN = Map.of(
            "openai", new OpenAiProfile(CALL, "max_completion_tokens", false, false, "required", true, true, ALL),
            "mistral", new OpenAiProfile(NINE, "max_tokens", true, false, "any", true, false, OF_MISTRAL),
            "deepseek", new OpenAiProfile(CALL, "max_tokens", false, true, "required", false, true, OF_DEEPSEEK),
            "ollama", new OpenAiProfile(CALL, "max_tokens", false, false, "", true, true, OF_OLLAMA));

    boolean choosesTools() {
        return !required.isEmpty();
    }

    static OpenAiProfile of(ModelEntry entry) {
        return KNOWN.getOrDefault(entry.provider().profile(), COMPATIBLE);
    }
}
