package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.Codec;
import signalbox.host.wire.FailureReader;
import signalbox.host.wire.Messages;
import signalbox.host.wire.ProviderIds;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.ProviderNames;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.ShownSchema;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The wire `anthropic-messages`: the Messages API, version 2023-06-01.
public final class AnthropicMessages implements Codec {
    /// Of one answer: more take no part in any.
    private static final int MOST_MODELS = 20;
    private static final String VERSION = "2023-06-01";
    private static final long OUTPUT_TOKENS = 4_096;
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");
    /// OpenAI's words for a tier, and the API's own.
    private static final Map<String, String> TIERS = Map.of("auto", "auto", "default", "standard_only");
    private static final ProviderIds.IdForm IDS = new ProviderIds.IdForm("toolu_", 24);
    private static final ProviderNames.NameForm NAMES =
            new ProviderNames.NameForm(Pattern.compile("[a-zA-Z0-9_-]{1,128}"), 64);

    @Override
    public String path(ModelEntry entry) {
        return "/messages";
    }

    @Override
    public Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("anthropic-version", VERSION);
        if (key != null) {
            headers.put("x-api-key", key.reveal());
        }
        return headers;
    }

    @Override
    public ObjectNode request(Prompt prompt, ModelEntry entry) {
        Rendering rendering = rendering(prompt, entry);
        Messages messages = Messages.of(prompt.transcript());
        ObjectNode request = WireJson.object();
        request.put("model", entry.id());
        request.put("max_tokens", maxTokens(rendering));
        String system = rendering.instructions(messages.instructions(), rendering.schemaIsNative());
        if (!system.isEmpty()) {
            request.put("system", system);
        }
        request.set("messages", AnthropicMessageList.of(messages.alternating(false), rendering));
        options(request, rendering);
        List<ToolOffer> declared = rendering.declared();
        if (!declared.isEmpty()) {
            request.set("tools", tools(declared, rendering));
            choose(request, rendering);
        }
        parameters(request, prompt.options());
        return request;
    }

    @Override
    public ObjectNode streamed(ObjectNode request, ModelEntry entry) {
        return request.put("stream", true);
    }

    @Override
    public AnswerFold fold() {
        return new AnthropicFold();
    }

    /// A provider that was told to may go on with another model where the first declined; a block of its own says so.
    @Override
    public String served(JsonNode answer) {
        String model = answer.at("/content_block/to/model").asString("");
        for (JsonNode block : answer.path("content")) {
            model = block.at("/to/model").asString(model);
        }
        return model.isEmpty() ? Codec.super.served(answer) : model;
    }

    /// `usage` counts the model that answered alone; `iterations` lists every attempt by its model. One that was declined
    /// before it said anything is not billed.
    @Override
    public List<Outcome.Share> besides(JsonNode answer) {
        String served = served(answer);
        List<Outcome.Share> besides = new ArrayList<>();
        for (JsonNode iteration : answer.at("/usage/iterations")) {
            String model = iteration.path("model").asString("");
            Usage usage = AnthropicAnswer.usage(iteration);
            if (!model.isEmpty() && !model.equals(served) && usage != null && usage.output() > 0 && besides.size() < MOST_MODELS) {
                besides.add(new Outcome.Share(model, usage));
            }
        }
        return besides;
    }

    @Override
    public Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids) {
        Outcome failure = FailureReader.of(reply);
        if (failure != null || !(reply.body() instanceof ObjectNode body)) {
            return failure == null ? new Outcome.Nonsense("no answer", null) : failure;
        }
        return new AnthropicAnswer(body, rendering(prompt, entry), ids).outcome();
    }

    private static Rendering rendering(Prompt prompt, ModelEntry entry) {
        return Rendering.of(prompt, entry, IDS, NAMES);
    }

    /// The API demands a limit.
    private static long maxTokens(Rendering rendering) {
        long asked = rendering.outputTokens();
        if (asked > 0) {
            return asked;
        }
        return rendering.entry().output() > 0 ? rendering.entry().output() : OUTPUT_TOKENS;
    }

    /// One of temperature and top_p at most, temperature up to 1: the API refuses more.
    private static void options(ObjectNode request, Rendering rendering) {
        var options = rendering.prompt().options();
        if (options.temperature() != null) {
            request.put("temperature", Math.min(1.0, options.temperature()));
        } else if (options.topP() != null) {
            request.put("top_p", options.topP());
        }
        ArrayNode stop = WireJson.array();
        options.stop().stream().filter(text -> !text.isBlank()).forEach(stop::add);
        if (!stop.isEmpty()) {
            request.set("stop_sequences", stop);
        }
        if (options.format() != null && rendering.schemaIsNative()) {
            ObjectNode format = request.withObject("/output_config").putObject("format");
            format.put("type", "json_schema");
            format.set("schema", options.format().described());
        }
    }

    private static ArrayNode tools(List<ToolOffer> offers, Rendering rendering) {
        ArrayNode tools = WireJson.array();
        for (ToolOffer offer : offers) {
            ObjectNode tool = tools.addObject();
            tool.put("name", rendering.name(offer.name()));
            if (!offer.description().isBlank()) {
                tool.put("description", offer.description());
            }
            if (offer.strict() && rendering.schemaIsNative()) {
                tool.put("strict", true);
            }
            tool.set("input_schema", ShownSchema.rooted(offer.schema()));
        }
        return tools;
    }

    private static void parameters(ObjectNode request, SamplingOptions options) {
        JsonNode effort = options.parameter(Parameter.REASONING_EFFORT);
        if (effort != null && EFFORTS.contains(effort.asString(""))) {
            request.withObject("/output_config").set("effort", effort);
        }
        JsonNode user = options.parameter(Parameter.SAFETY_IDENTIFIER);
        user = user == null ? options.parameter(Parameter.USER) : user;
        if (user != null) {
            request.putObject("metadata").set("user_id", user);
        }
        JsonNode tier = options.parameter(Parameter.SERVICE_TIER);
        if (tier != null && TIERS.containsKey(tier.asString(""))) {
            request.put("service_tier", TIERS.get(tier.asString("")));
        }
        set(request, "top_k", options.parameter(Parameter.TOP_K));
        set(request, "thinking", options.parameter(Parameter.THINKING));
        JsonNode parallel = options.parameter(Parameter.PARALLEL_TOOL_CALLS);
        if (parallel != null && !parallel.asBoolean() && request.has("tools")) {
            ObjectNode choice = request.withObject("/tool_choice");
            if (!choice.has("type")) {
                choice.put("type", "auto");
            }
            if (!choice.path("type").asString().equals("none")) {
                choice.put("disable_parallel_tool_use", true);
            }
        }
    }

    /// Whether the API has a place for it with this value.
    public static boolean takes(Parameter parameter, JsonNode value) {
        return switch (parameter) {
            case REASONING_EFFORT -> EFFORTS.contains(value.asString(""));
            case SERVICE_TIER -> TIERS.containsKey(value.asString(""));
            default -> true;
        };
    }

    private static void set(ObjectNode request, String field, @Nullable JsonNode value) {
        if (value != null) {
            request.set(field, value);
        }
    }

    private static void choose(ObjectNode request, Rendering rendering) {
        ToolChoice choice =
                rendering.prompt().tools().isEmpty() ? new ToolChoice.None() : rendering.prompt().choice();
        switch (choice) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> request.putObject("tool_choice").put("type", "none");
            case ToolChoice.Required _ -> request.putObject("tool_choice").put("type", "any");
            case ToolChoice.Named named ->
                request.putObject("tool_choice").put("type", "tool").put("name", rendering.name(named.tool()));
        }
    }
}
