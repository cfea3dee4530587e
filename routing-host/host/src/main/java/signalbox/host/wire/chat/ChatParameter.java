package signalbox.host.wire.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Parameter;
import signalbox.host.wire.WireJson;
import signalbox.policy.grant.NearestNames;
import tools.jackson.databind.JsonNode;

/// Every field of a request to `POST /v1/chat/completions`, as OpenAI's reference lists them, and what becomes of it: none
/// is dropped in silence.
enum ChatParameter {
    MODEL(new Understood()),
    MESSAGES(new Understood()),
    TOOLS(new Understood()),
    TOOL_CHOICE(new Understood()),
    RESPONSE_FORMAT(new Understood()),
    MAX_COMPLETION_TOKENS(new Understood()),
    MAX_TOKENS(new Understood()),
    TEMPERATURE(new Understood()),
    TOP_P(new Understood()),
    STOP(new Understood()),
    STREAM(new Understood()),
    /// Stays with the run: rules can read it.
    METADATA(new Understood()),

    PARALLEL_TOOL_CALLS(new SentOn(Parameter.PARALLEL_TOOL_CALLS, ChatField::flag)),
    REASONING_EFFORT(new SentOn(
            Parameter.REASONING_EFFORT, field -> field.word("none", "minimal", "low", "medium", "high", "xhigh"))),
    VERBOSITY(new SentOn(Parameter.VERBOSITY, field -> field.word("low", "medium", "high"))),
    SEED(new SentOn(Parameter.SEED, ChatField::integer)),
    FREQUENCY_PENALTY(new SentOn(Parameter.FREQUENCY_PENALTY, field -> field.number(-2, 2))),
    PRESENCE_PENALTY(new SentOn(Parameter.PRESENCE_PENALTY, field -> field.number(-2, 2))),
    LOGIT_BIAS(new SentOn(Parameter.LOGIT_BIAS, ChatParameter::checkBias)),
    PREDICTION(new SentOn(Parameter.PREDICTION, ChatParameter::checkPrediction)),
    SERVICE_TIER(new SentOn(Parameter.SERVICE_TIER, field -> field.word("auto", "default", "flex", "scale", "priority"))),
    USER(new SentOn(Parameter.USER, ChatField::text)),
    SAFETY_IDENTIFIER(new SentOn(Parameter.SAFETY_IDENTIFIER, field -> field.text(64))),
    PROMPT_CACHE_KEY(new SentOn(Parameter.PROMPT_CACHE_KEY, ChatField::text)),
    PROMPT_CACHE_RETENTION(new SentOn(
            Parameter.PROMPT_CACHE_RETENTION, field -> field.word("in_memory", "in-memory", "24h"))),

    /// An answer is one answer, in text, and nothing of it is kept for other products of a provider.
    N(new Only("1", ChatField::count)),
    LOGPROBS(new Only("false", ChatField::flag)),
    TOP_LOGPROBS(new Only("0", field -> field.integer(0, 20))),
    STORE(new Only("false", ChatField::flag)),
    MODALITIES(new Only("[\"text\"]", ChatField::list)),

    /// Belongs to `stream: true`.
    STREAM_OPTIONS(new Understood()),

    AUDIO(new Refused("asks for spoken answers, which this host does not give: leave it out")),
    WEB_SEARCH_OPTIONS(new Refused("asks for a provider's own search: leave it out, or offer a search of yours in 'tools'")),
    FUNCTIONS(new Refused("is no longer part of the format: write 'tools'")),
    FUNCTION_CALL(new Refused("is no longer part of the format: write 'tool_choice'"));

    private static final List<String> WORDS = Arrays.stream(values()).map(ChatParameter::word).toList();

    @SuppressWarnings("ImmutableEnumChecker")
    private final Treatment treatment;

    ChatParameter(Treatment treatment) {
        this.treatment = treatment;
    }

    private sealed interface Treatment {}

    /// Read by [ChatRequestReader]; every wire says it in its own words.
    private record Understood() implements Treatment {}

    /// Kept as it is, for the models whose wire has a place for it.
    private record SentOn(Parameter parameter, Consumer<ChatField> check) implements Treatment {}

    /// Taken where it asks for what happens here anyway.
    ///
    /// @param value as JSON
    private record Only(String value, Consumer<ChatField> check) implements Treatment {}

    /// @param rule what follows the quoted name
    private record Refused(String rule) implements Treatment {}

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Those of the body's fields that are sent on as they are; any field that is not taken here is refused. A null is as good as
    /// no field.
    static SortedMap<Parameter, JsonNode> sentOn(ChatField body) {
        var sent = new TreeMap<Parameter, JsonNode>();
        for (String name : body.object().propertyNames()) {
            ChatField field = body.field(name);
            JsonNode value = field.node();
            if (value != null) {
                Parameter parameter = find(field, name).checked(field, value);
                if (parameter != null) {
                    sent.put(parameter, value);
                }
            }
        }
        return sent;
    }

    private static ChatParameter find(ChatField field, String name) {
        int place = WORDS.indexOf(name);
        if (place < 0) {
            List<String> near = NearestNames.to(name, WORDS);
            throw field.complaint("is not a field of this request: "
                    + (near.isEmpty() ? "leave it out" : "leave it out, or did you mean '" + near.getFirst() + "'?"));
        }
        return values()[place];
    }

    private @Nullable Parameter checked(ChatField field, JsonNode value) {
        switch (treatment) {
            case Understood _ -> {}
            case SentOn(var parameter, var check) -> {
                check.accept(field);
                return parameter;
            }
            case Only(var only, var check) -> {
                check.accept(field);
                if (!WireJson.write(value).equals(only)) {
                    throw field.complaint("can only be " + only + " here: leave it out");
                }
            }
            case Refused(var rule) -> throw field.complaint(rule);
        }
        return null;
    }

    private static void checkBias(ChatField field) {
        field.object().propertyNames().forEach(token -> field.field(token).number(-100, 100));
    }

    private static void checkPrediction(ChatField field) {
        field.field("type").word("content");
        if (field.field("content").isAbsent()) {
            throw field.field("content").complaint("is missing: write the text that is expected");
        }
    }
}
