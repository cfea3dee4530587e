package signalbox.host.wire.responses;

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

/// Every field of a request to `POST /v1/responses`, as OpenAI's reference lists them, and what becomes of it: none is
/// dropped in silence.
enum ResponsesParameter {
    MODEL(new Understood()),
    INPUT(new Understood()),
    INSTRUCTIONS(new Understood()),
    TOOLS(new Understood()),
    TOOL_CHOICE(new Understood()),
    TEXT(new Understood()),
    REASONING(new Understood()),
    MAX_OUTPUT_TOKENS(new Understood()),
    TEMPERATURE(new Understood()),
    TOP_P(new Understood()),
    STREAM(new Understood()),
    STREAM_OPTIONS(new Understood()),
    INCLUDE(new Understood()),
    STORE(new Understood()),
    BACKGROUND(new Understood()),
    PREVIOUS_RESPONSE_ID(new Understood()),
    /// Stays with the run: rules can read it.
    METADATA(new Understood()),

    PARALLEL_TOOL_CALLS(new SentOn(Parameter.PARALLEL_TOOL_CALLS, CallerField::flag)),
    SERVICE_TIER(new SentOn(
            Parameter.SERVICE_TIER, field -> field.word("auto", "default", "flex", "scale", "priority", "fast"))),
    USER(new SentOn(Parameter.USER, CallerField::text)),
    SAFETY_IDENTIFIER(new SentOn(Parameter.SAFETY_IDENTIFIER, field -> field.text(64))),
    PROMPT_CACHE_KEY(new SentOn(Parameter.PROMPT_CACHE_KEY, CallerField::text)),
    PROMPT_CACHE_RETENTION(new SentOn(
            Parameter.PROMPT_CACHE_RETENTION, field -> field.word("in_memory", "in-memory", "24h"))),

    TOP_LOGPROBS(new Only("0", field -> field.integer(0, 20))),
    /// Nothing of a conversation is left out: one that is too long is an error, or another model's.
    TRUNCATION(new Only("\"disabled\"", field -> field.word("auto", "disabled"))),

    MAX_TOOL_CALLS(new Refused("is for the host's own limits to say: leave it out")),
    CONVERSATION(new Refused("names a conversation that OpenAI keeps: leave it out, and name the response before in 'previous_response_id'")),
    PROMPT(new Refused("names a template that OpenAI keeps: leave it out, and write its text in 'input'")),
    CONTEXT_MANAGEMENT(new Refused("asks for a conversation to be shortened, which is not done here: leave it out")),
    MODERATION(new Refused("asks OpenAI to judge what is said, which is for the host's routing policy to say: leave it out")),
    IMAGE(new Refused("asks for images to be made smaller, which is not done here: leave it out")),
    ACCESS_PROGRAMS(new Refused("belongs to another account than the host's: leave it out")),
    BACKGROUND_OPTIONS(new Refused("asks for a later time, and work begins at once here: leave it out")),
    PROMPT_CACHE_OPTIONS(new Refused("is known to OpenAI alone: leave it out")),
    MESSAGES(new Refused("belongs to /v1/chat/completions: write 'input'")),
    RESPONSE_FORMAT(new Refused("belongs to /v1/chat/completions: write 'text.format'")),
    MAX_TOKENS(new Refused("belongs to /v1/chat/completions: write 'max_output_tokens'")),
    REASONING_EFFORT(new Refused("belongs to /v1/chat/completions: write 'reasoning.effort'"));

    private static final Map<String, FieldTreatment> TABLE = table();

    @SuppressWarnings("ImmutableEnumChecker")
    private final FieldTreatment treatment;

    ResponsesParameter(FieldTreatment treatment) {
        this.treatment = treatment;
    }

    static SortedMap<Parameter, JsonNode> sentOn(CallerField body) {
        return FieldTreatment.sentOn(body, TABLE);
    }

    private static Map<String, FieldTreatment> table() {
        var table = new LinkedHashMap<String, FieldTreatment>();
        for (ResponsesParameter parameter : values()) {
            table.put(parameter.name().toLowerCase(Locale.ROOT), parameter.treatment);
        }
        return Collections.unmodifiableMap(table);
    }
}
