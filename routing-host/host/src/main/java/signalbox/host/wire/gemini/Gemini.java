package signalbox.host.wire.gemini;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The wire `gemini`: `generateContent`, of the Gemini API (profile `gemini`) and of Vertex AI (profile `vertex`).
public final class Gemini implements Codec {
    private static final Set<String> LEVELS = Set.of("minimal", "low", "medium", "high");
    private static final ProviderIds.IdForm IDS = new ProviderIds.IdForm("call_", 24);
    private static final ProviderNames.NameForm NAMES =
            new ProviderNames.NameForm(Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]{0,63}"), 64);

    @Override
    public String path(ModelEntry entry) {
        String id = URLEncoder.encode(entry.id(), StandardCharsets.UTF_8);
        return "/models/" + id + ":generateContent";
    }

    @Override
    public String streamPath(ModelEntry entry) {
        return path(entry).replace(":generateContent", ":streamGenerateContent") + "?alt=sse";
    }

    @Override
    public ObjectNode streamed(ObjectNode request, ModelEntry entry) {
        return request;
    }

    @Override
    public AnswerFold fold() {
        return new GeminiFold();
    }

    /// The key goes into a header, never into the address, which is logged in many places.
    @Override
    public Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (key != null && isVertex(entry)) {
            headers.put("Authorization", "Bearer " + key.reveal());
        } else if (key != null) {
            headers.put("x-goog-api-key", key.reveal());
        }
        return headers;
    }

    @Override
    public ObjectNode request(Prompt prompt, ModelEntry entry) {
        Rendering rendering = rendering(prompt, entry);
        Messages messages = Messages.of(prompt.transcript());
        boolean schemaIsNative = rendering.schemaIsNative() && rendering.declared().isEmpty();
        ObjectNode request = WireJson.object();
        String system = rendering.instructions(messages.instructions(), schemaIsNative);
        if (!system.isEmpty()) {
            request.putObject("systemInstruction").putArray("parts").addObject().put("text", system);
        }
        request.set("contents", GeminiContents.of(messages.alternating(true), rendering));
        ObjectNode config = config(rendering, schemaIsNative);
        if (!config.isEmpty()) {
            request.set("generationConfig", config);
        }
        List<ToolOffer> declared = rendering.declared();
        if (!declared.isEmpty()) {
            request.putArray("tools").addObject().set("functionDeclarations", declarations(declared, rendering));
            choose(request, rendering);
        }
        return request;
    }

    @Override
    public String served(JsonNode answer) {
        return answer.path("modelVersion").asString("");
    }

    @Override
    public Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids) {
        Outcome failure = FailureReader.of(reply);
        if (failure != null || !(reply.body() instanceof ObjectNode body)) {
            return failure == null ? new Outcome.Nonsense("no answer", null) : failure;
        }
        return new GeminiAnswer(body, rendering(prompt, entry), ids).outcome();
    }

    /// Vertex AI refused call ids until September 2026, and still takes requests without them: calls and results are matched by
    /// name and order there.
    static boolean isVertex(ModelEntry entry) {
        return entry.provider().profile().equals("vertex");
    }

    /// Before version 3: no signature is demanded, and no image fits into a function's response.
    public static boolean isBeforeThree(ModelEntry entry) {
        String id = entry.id();
        return id.startsWith("gemini-1") || id.startsWith("gemini-2") || id.startsWith("gemma");
    }

    private static Rendering rendering(Prompt prompt, ModelEntry entry) {
        return Rendering.of(prompt, entry, IDS, NAMES);
    }

    /// A native answer schema and tools exclude each other in most models; with tools the schema is asked for in words.
    private static ObjectNode config(Rendering rendering, boolean schemaIsNative) {
        var options = rendering.prompt().options();
        ObjectNode config = WireJson.object();
        if (rendering.outputTokens() > 0) {
            config.put("maxOutputTokens", rendering.outputTokens());
        }
        if (options.temperature() != null) {
            config.put("temperature", options.temperature());
        }
        if (options.topP() != null) {
            config.put("topP", options.topP());
        }
        if (!options.stop().isEmpty()) {
            ArrayNode stop = config.putArray("stopSequences");
            options.stop().forEach(stop::add);
        }
        if (options.format() != null && schemaIsNative) {
            config.put("responseMimeType", "application/json");
            config.set("responseJsonSchema", GeminiSchema.of(options.format().described()));
        }
        parameters(config, rendering);
        return config;
    }

    private static void parameters(ObjectNode config, Rendering rendering) {
        rendering.prompt().options().parameters().forEach((parameter, value) -> {
            if (parameter.isKnownOn(Wire.GEMINI) && takes(parameter, value, rendering.entry())) {
                switch (parameter) {
                    case SEED -> config.set("seed", value);
                    case FREQUENCY_PENALTY -> config.set("frequencyPenalty", value);
                    case PRESENCE_PENALTY -> config.set("presencePenalty", value);
                    case TOP_K -> config.set("topK", value);
                    case REASONING_EFFORT -> config.putObject("thinkingConfig").set("thinkingLevel", value);
                    default -> throw new IllegalStateException("no word for " + parameter);
                }
            }
        });
    }

    /// Whether this model has a place for it with this value: a level of thinking is known since version 3, and a seed has 32
    /// bits.
    public static boolean takes(Parameter parameter, JsonNode value, ModelEntry entry) {
        return switch (parameter) {
            case REASONING_EFFORT -> !isBeforeThree(entry) && LEVELS.contains(value.asString(""));
            case SEED -> value.canConvertToInt();
            default -> true;
        };
    }

    private static ArrayNode declarations(List<ToolOffer> offers, Rendering rendering) {
        ArrayNode declarations = WireJson.array();
        for (ToolOffer offer : offers) {
            ObjectNode declaration = declarations.addObject();
            declaration.put("name", rendering.name(offer.name()));
            declaration.put("description", offer.description().isBlank() ? offer.name() : offer.description());
            ObjectNode schema = GeminiSchema.of(offer.schema());
            if (!schema.path("properties").isEmpty()) {
                declaration.set("parametersJsonSchema", schema);
            }
        }
        return declarations;
    }

    private static void choose(ObjectNode request, Rendering rendering) {
        ToolChoice choice =
                rendering.prompt().tools().isEmpty() ? new ToolChoice.None() : rendering.prompt().choice();
        if (choice instanceof ToolChoice.Auto) {
            return;
        }
        ObjectNode config = request.putObject("toolConfig").putObject("functionCallingConfig");
        switch (choice) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> config.put("mode", "NONE");
            case ToolChoice.Required _ -> config.put("mode", "ANY");
            case ToolChoice.Named named -> {
                config.put("mode", "ANY");
                config.putArray("allowedFunctionNames").add(rendering.name(named.tool()));
            }
        }
    }
}
