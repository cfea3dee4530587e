package signalbox.host.turn;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;

/// What a caller may ask of an answer that not every wire has a place for, by the names of OpenAI's chat completions where
/// these have it, and the wires that have one. It is kept as it was sent; each wire writes it in its own words.
public enum Parameter {
    PARALLEL_TOOL_CALLS("true", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES),
    REASONING_EFFORT("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES, Wire.GEMINI),
    VERBOSITY("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES),
    SEED("", Wire.OPENAI_CHAT, Wire.GEMINI),
    FREQUENCY_PENALTY("0", Wire.OPENAI_CHAT, Wire.GEMINI, Wire.SPRING_AI),
    PRESENCE_PENALTY("0", Wire.OPENAI_CHAT, Wire.GEMINI, Wire.SPRING_AI),
    LOGIT_BIAS("{}", Wire.OPENAI_CHAT),
    PREDICTION("", Wire.OPENAI_CHAT),
    SERVICE_TIER("\"auto\"", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES),
    USER("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES),
    SAFETY_IDENTIFIER("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES),
    PROMPT_CACHE_KEY("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES),
    PROMPT_CACHE_RETENTION("", Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES),
    /// Of Anthropic's API, by its name.
    TOP_K("", Wire.ANTHROPIC_MESSAGES, Wire.GEMINI),
    /// Of Anthropic's API, by its name. An answer shows no thinking, so that only a budget for it changes what was asked for.
    THINKING("", Wire.ANTHROPIC_MESSAGES);

    /// They tell a provider where to find what it has seen before, and change nothing of an answer.
    private static final Set<Parameter> HINTS = EnumSet.of(PROMPT_CACHE_KEY, PROMPT_CACHE_RETENTION);

    private final String usual;
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Wire> wires;

    /// @param usual the value that asks for what happens without it, as JSON; empty where there is none
    Parameter(String usual, Wire... wires) {
        this.usual = usual;
        this.wires = Collections.unmodifiableSet(EnumSet.of(wires[0], wires));
    }

    /// Its name in a request.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether an answer is what was asked for without it too.
    public boolean isIdle(JsonNode value) {
        if (HINTS.contains(this) || (this == THINKING && !value.has("budget_tokens"))) {
            return true;
        }
        return (value.isNumber() && usual.equals("0")) ? value.doubleValue() == 0 : value.toString().equals(usual);
    }

    public boolean isKnownOn(Wire wire) {
        return wires.contains(wire);
    }

    /// `openai-chat, anthropic-messages and gemini only`.
    public String where() {
        var words = wires.stream().map(Wire::word).toList();
        int last = words.size() - 1;
        return (last == 0 ? words.getFirst() : String.join(", ", words.subList(0, last)) + " and " + words.get(last)) + " only";
    }
}
