package signalbox.host.wire.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import signalbox.host.turn.Parameter;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.FieldTreatment;
import signalbox.host.wire.caller.FieldTreatment.Only;
import signalbox.host.wire.caller.FieldTreatment.Refused;
import signalbox.host.wire.caller.FieldTreatment.SentOn;
import signalbox.host.wire.caller.FieldTreatment.Understood;
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

    PARALLEL_TOOL_CALLS(new SentOn(Parameter.PARALLEL_TOOL_CALLS, CallerField::flag)),
    REASONING_EFFORT(new SentOn(
            Parameter.REASONING_EFFORT, field -> field.word("none", "minimal", "low", "medium", "high", "xhigh"))),
    VERBOSITY(new SentOn(Parameter.VERBOSITY, field -> field.word("low", "medium", "high"))),
    SEED(new SentOn(Parameter.SEED, CallerField::integer)),
    FREQUENCY_PENALTY(new SentOn(Parameter.FREQUENCY_PENALTY, field -> field.number(-2, 2))),
    PRESENCE_PENALTY(new SentOn(Parameter.PRESENCE_PENALTY, field -> field.number(-2, 2))),
    LOGIT_BIAS(new SentOn(Parameter.LOGIT_BIAS, ChatParameter::checkBias)),
    PREDICTION(new SentOn(Parameter.PREDICTION, ChatParameter::checkPrediction)),
    SERVICE_TIER(new SentOn(Parameter.SERVICE_TIER, field -> field.word("auto", "default", "flex", "scale", "priority"))),
    USER(new SentOn(Parameter.USER, CallerField::text)),
    SAFETY_IDENTIFIER(new SentOn(Parameter.SAFETY_IDENTIFIER, field -> field.text(64))),
    PROMPT_CACHE_KEY(new SentOn(Parameter.PROMPT_CACHE_KEY, CallerField::text)),
    PROMPT_CACHE_RETENTION(new SentOn(
            Parameter.PROMPT_CACHE_RETENTION, field -> field.word("in_memory", "in-memory", "24h"))),

    /// An answer is one answer, in text, and nothing of it is kept for other products of a provider.
    N(new Only("1", CallerField::count)),
    LOGPROBS(new Only("false", CallerField::flag)),
    TOP_LOGPROBS(new Only("0", field -> field.integer(0, 20))),
    STORE(new Only("false", CallerField::flag)),
    MODALITIES(new Only("[\"text\"]", CallerField::list)),

    /// Belongs to `stream: true`.
    STREAM_OPTIONS(new Understood()),

    AUDIO(new Refused("asks for spoken answers, which this host does not give: leave it out")),
    WEB_SEARCH_OPTIONS(new Refused("asks for a provider's own search: leave it out, or offer a search of yours in 'tools'")),
    FUNCTIONS(new Refused("is no longer part of the format: write 'tools'")),
    FUNCTION_CALL(new Refused("is no longer part of the format: write 'tool_choice'"));

    private static final Map<String, FieldTreatment> TABLE = table();

    @SuppressWarnings("ImmutableEnumChecker")
    private final FieldTreatment treatment;

    ChatParameter(FieldTreatment treatment) {
        this.treatment = treatment;
    }

    static SortedMap<Parameter, JsonNode> sentOn(CallerField body) {
        return FieldTreatment.sentOn(body, TABLE);
    }

    private static Map<String, FieldTreatment> table() {
        var table = new LinkedHashMap<String, FieldTreatment>();
        for (ChatParameter parameter : values()) {
            table.put(parameter.name().toLowerCase(Locale.ROOT), parameter.treatment);
        }
        return Collections.unmodifiableMap(table);
    }

    private static void checkBias(CallerField field) {
        field.object().propertyNames().forEach(token -> field.field(token).number(-100, 100));
    }

    private static void checkPrediction(CallerField field) {
        field.field("type").word("content");
        if (field.field("content").isAbsent()) {
            throw field.field("content").complaint("is missing: write the text that is expected");
        }
    }
}
