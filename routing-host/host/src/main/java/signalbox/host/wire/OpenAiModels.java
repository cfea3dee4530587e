package signalbox.host.wire;

import java.util.regex.Pattern;
import signalbox.host.turn.Parameter;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;

/// What OpenAI's models take, which only their names tell.
public final class OpenAiModels {
    private static final Pattern FIXED_SAMPLING = Pattern.compile("(o\\d|gpt-5).*");
    private static final Pattern WITHOUT_REASONING = Pattern.compile("(ft:)?(gpt-3|gpt-4|gpt-5-chat|chatgpt).*");

    private OpenAiModels() {}

    /// Reasoning models take no temperature, no `top_p` and no stop texts.
    public static boolean haveFixedSampling(ModelEntry entry) {
        return FIXED_SAMPLING.matcher(entry.id()).matches();
    }

    /// Whether it thinks before it answers, and so takes an effort and gives its reasoning back. A name that is not known yet is
    /// one of a model that does.
    public static boolean reason(ModelEntry entry) {
        return !WITHOUT_REASONING.matcher(entry.id()).matches();
    }

    /// Whether this value is a word of theirs: Anthropic's highest effort is none.
    public static boolean haveWord(Parameter parameter, JsonNode value) {
        return parameter != Parameter.REASONING_EFFORT || !value.asString("").equals("max");
    }
}
