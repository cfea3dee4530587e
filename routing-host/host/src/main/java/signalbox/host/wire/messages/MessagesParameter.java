package signalbox.host.wire.messages;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import signalbox.host.turn.Parameter;
import signalbox.host.wire.caller.CallerField;
import signalbox.host.wire.caller.FieldTreatment;
import signalbox.host.wire.caller.FieldTreatment.Only;
import signalbox.host.wire.caller.FieldTreatment.Refused;
import signalbox.host.wire.caller.FieldTreatment.SentOn;
import signalbox.host.wire.caller.FieldTreatment.Understood;
import tools.jackson.databind.JsonNode;

/// Every field of a request to `POST /v1/messages`, as Anthropic's reference lists them, those of its betas included, and
/// what becomes of it: none is dropped in silence.
enum MessagesParameter {
    MODEL(new Understood()),
    MESSAGES(new Understood()),
    SYSTEM(new Understood()),
    MAX_TOKENS(new Understood()),
    TOOLS(new Understood()),
    TOOL_CHOICE(new Understood()),
    STOP_SEQUENCES(new Understood()),
    STREAM(new Understood()),
    TEMPERATURE(new Understood()),
    TOP_P(new Understood()),
    OUTPUT_CONFIG(new Understood()),
    METADATA(new Understood()),
    SERVICE_TIER(new Understood()),
    /// A hint, here and in every block: what was read from a cache is counted as the model's provider says.
    CACHE_CONTROL(new Understood()),

    TOP_K(new SentOn(Parameter.TOP_K, CallerField::count)),
    THINKING(new SentOn(Parameter.THINKING, MessagesParameter::checkThinking)),

    SPEED(new Only("\"standard\"", CallerField::text)),
    INFERENCE_GEO(new Refused("names where an answer is made, which is for the host's routing policy to say: leave it out")),
    CONTAINER(new Refused("names a container of a provider, and none is used here: leave it out")),
    DIAGNOSTICS(new Refused("asks why a provider's cache was missed, which is not known here: leave it out")),
    MCP_SERVERS(new Refused(
            "names servers by their addresses, and none but the host's own are called here: leave it out, and name one of these in"
                    + " 'tools' as {\"type\": \"mcp_toolset\", \"mcp_server_name\": \"retail\"}")),
    OUTPUT_FORMAT(new Refused("is no longer part of the format: write 'output_config.format'")),
    CONTEXT_MANAGEMENT(new Refused("asks for a conversation to be shortened, which is not done here: leave it out")),
    COMPACTION(new Refused("asks for a conversation to be shortened, which is not done here: leave it out")),
    FALLBACKS(new Refused("names other models to try, which is for the host's routing policy to say: leave it out")),
    FALLBACK_CREDIT_TOKEN(new Refused("belongs to another account than the host's: leave it out")),
    BILLING_POLICY(new Refused("belongs to another account than the host's: leave it out")),
    THREAD(new Refused("names a conversation that a provider keeps, and none is kept: leave it out, and send all messages"));

    /// What a request that counts tokens has; the others ask something of an answer, and it gets none.
    private static final Set<MessagesParameter> OF_A_PROMPT =
            EnumSet.of(MODEL, MESSAGES, SYSTEM, TOOLS, TOOL_CHOICE, OUTPUT_CONFIG, CACHE_CONTROL, THINKING, SPEED, MCP_SERVERS);

    private static final Map<String, FieldTreatment> ALL = table(EnumSet.allOf(MessagesParameter.class));
    private static final Map<String, FieldTreatment> COUNTED = table(OF_A_PROMPT);

    @SuppressWarnings("ImmutableEnumChecker")
    private final FieldTreatment treatment;

    MessagesParameter(FieldTreatment treatment) {
        this.treatment = treatment;
    }

    /// @param counted whether only its tokens are counted
    static SortedMap<Parameter, JsonNode> sentOn(CallerField body, boolean counted) {
        return FieldTreatment.sentOn(body, counted ? COUNTED : ALL);
    }

    private static Map<String, FieldTreatment> table(Set<MessagesParameter> of) {
        var table = new LinkedHashMap<String, FieldTreatment>();
        of.forEach(parameter -> table.put(parameter.name().toLowerCase(Locale.ROOT), parameter.treatment));
        return Collections.unmodifiableMap(table);
    }

    private static void checkThinking(CallerField thinking) {
        thinking.object();
        String type = thinking.field("type").word("enabled", "adaptive", "between_tools", "disabled");
        thinking.only(type.equals("enabled") ? Set.of("type", "budget_tokens", "display") : Set.of("type", "display"));
        if (type.equals("enabled")) {
            thinking.field("budget_tokens").integer(1_024, Integer.MAX_VALUE);
        }
        CallerField display = thinking.field("display");
        if (!display.isAbsent() && display.word("omitted", "summarized").equals("summarized")) {
            throw display.complaint("asks to be shown what a model thinks, which this host does not do: write omitted, or leave it out");
        }
    }
}
