package signalbox.host.wire.responses;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.Codec;
import signalbox.host.wire.FailureReader;
import signalbox.host.wire.Messages;
import signalbox.host.wire.OpenAiModels;
import signalbox.host.wire.ProviderIds;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.ProviderNames;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.ShownSchema;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The wire `openai-responses` towards providers. Nothing is stored there: each request carries the whole conversation, and the
/// model's reasoning goes along encrypted.
public final class OpenAiResponses implements Codec {
    /// What the API takes as `max_output_tokens` at the least.
    public static final long LEAST_OUTPUT = 16;

    private static final ProviderIds.IdForm IDS = new ProviderIds.IdForm("call_", 24);
    private static final ProviderNames.NameForm NAMES =
            new ProviderNames.NameForm(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), 64);
    /// The profile that goes with the wire, and the word that stands for the same company on `openai-chat`.
    private static final Set<String> OPENAI = Set.of("openai-responses", "openai");

    @Override
    public String path(ModelEntry entry) {
        return "/responses";
    }

    @Override
    public Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.reveal());
    }

    @Override
    public ObjectNode request(Prompt prompt, ModelEntry entry) {
        Rendering rendering = rendering(prompt, entry);
        ObjectNode request = WireJson.object();
        request.put("model", entry.id());
        request.put("store", false);
        if (givesReasoning(entry)) {
            request.putArray("include").add("reasoning.encrypted_content");
        }
        request.set("input", OpenAiResponsesInput.of(Messages.of(prompt.transcript()), rendering));
        options(request, rendering);
        parameters(request, rendering);
        List<ToolOffer> declared = rendering.declared();
        if (!declared.isEmpty()) {
            request.set("tools", tools(declared, rendering));
            choose(request, rendering);
        }
        return request;
    }

    @Override
    public ObjectNode streamed(ObjectNode request, ModelEntry entry) {
        return request.put("stream", true);
    }

    @Override
    public AnswerFold fold() {
        return new OpenAiResponsesFold();
    }

    /// A response that failed says why in words of its own, and may still count its tokens.
    @Override
    public Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids) {
        boolean failed = reply.status() == 200
                && reply.body() != null
                && reply.body().path("status").asString("").equals("failed");
        Outcome failure = failed ? null : FailureReader.of(reply);
        if (failure != null || !(reply.body() instanceof ObjectNode body)) {
            return failure == null ? new Outcome.Nonsense("no answer", null) : failure;
        }
        return new OpenAiResponsesAnswer(body, rendering(prompt, entry), ids).outcome();
    }

    /// Whether temperature and `top_p` are what they always are.
    public static boolean hasFixedSampling(ModelEntry entry) {
        return isOpenAi(entry) && OpenAiModels.haveFixedSampling(entry);
    }

    /// Whether the API has a place for it with this value and this model takes it.
    public static boolean takes(Parameter parameter, JsonNode value, ModelEntry entry) {
        return parameter.isKnownOn(Wire.OPENAI_RESPONSES)
                && OpenAiModels.haveWord(parameter, value)
                && switch (parameter) {
                    case REASONING_EFFORT, VERBOSITY -> givesReasoning(entry);
                    default -> true;
                };
    }

    /// OpenAI refuses what belongs to reasoning where a model has none; other servers of the format do not.
    private static boolean givesReasoning(ModelEntry entry) {
        return !isOpenAi(entry) || OpenAiModels.reason(entry);
    }

    private static boolean isOpenAi(ModelEntry entry) {
        return OPENAI.contains(entry.provider().profile());
    }

    private static Rendering rendering(Prompt prompt, ModelEntry entry) {
        return Rendering.of(prompt, entry, IDS, NAMES);
    }

    private static void options(ObjectNode request, Rendering rendering) {
        var options = rendering.prompt().options();
        if (rendering.outputTokens() > 0) {
            request.put("max_output_tokens", Math.max(LEAST_OUTPUT, rendering.outputTokens()));
        }
        boolean fixed = hasFixedSampling(rendering.entry());
        if (options.temperature() != null && !fixed) {
            request.put("temperature", options.temperature());
        }
        if (options.topP() != null && !fixed) {
            request.put("top_p", options.topP());
        }
        if (options.format() != null && rendering.schemaIsNative()) {
            request.withObject("/text").set("format", format(options.format()));
        }
    }

    private static ObjectNode format(AnswerFormat asked) {
        ObjectNode format = WireJson.object().put("type", "json_schema");
        format.put("name", asked.name().isEmpty() ? "answer" : asked.name());
        if (!asked.description().isEmpty()) {
            format.put("description", asked.description());
        }
        format.put("strict", asked.strict());
        format.set("schema", asked.schema());
        return format;
    }

    /// Whether calls go side by side is a question only where there are tools.
    private static void parameters(ObjectNode request, Rendering rendering) {
        rendering.prompt().options().parameters().forEach((parameter, value) -> {
            if (takes(parameter, value, rendering.entry())) {
                place(request, parameter, value, !rendering.prompt().tools().isEmpty());
            }
        });
    }

    private static void place(ObjectNode request, Parameter parameter, JsonNode value, boolean withTools) {
        switch (parameter) {
            case REASONING_EFFORT -> request.withObject("/reasoning").set("effort", value);
            case VERBOSITY -> request.withObject("/text").set("verbosity", value);
            case PARALLEL_TOOL_CALLS -> {
                if (withTools) {
                    request.set(parameter.word(), value);
                }
            }
            default -> request.set(parameter.word(), value);
        }
    }

    /// Whether arguments are held to the schema is said of every tool: here it is so where nothing is said.
    private static ArrayNode tools(List<ToolOffer> offers, Rendering rendering) {
        ArrayNode tools = WireJson.array();
        for (ToolOffer offer : offers) {
            ObjectNode tool = tools.addObject().put("type", "function");
            tool.put("name", rendering.name(offer.name()));
            if (!offer.description().isBlank()) {
                tool.put("description", offer.description());
            }
            tool.put("strict", offer.strict());
            tool.set("parameters", ShownSchema.rooted(offer.schema()));
        }
        return tools;
    }

    private static void choose(ObjectNode request, Rendering rendering) {
        ToolChoice choice =
                rendering.prompt().tools().isEmpty() ? new ToolChoice.None() : rendering.prompt().choice();
        switch (choice) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> request.put("tool_choice", "none");
            case ToolChoice.Required _ -> request.put("tool_choice", "required");
            case ToolChoice.Named named ->
                request.putObject("tool_choice").put("type", "function").put("name", rendering.name(named.tool()));
        }
    }
}
