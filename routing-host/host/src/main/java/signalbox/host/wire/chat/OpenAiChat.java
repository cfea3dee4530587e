package signalbox.host.wire.chat;

import java.util.List;
import java.util.Map;
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
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.ProviderNames;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.ShownSchema;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The wire `openai-chat` towards providers.
public final class OpenAiChat implements Codec {
    private static final ProviderNames.NameForm NAMES =
            new ProviderNames.NameForm(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), 64);

    @Override
    public String path(ModelEntry entry) {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.reveal());
    }

    @Override
    public ObjectNode request(Prompt prompt, ModelEntry entry) {
        OpenAiProfile profile = OpenAiProfile.of(entry);
        Rendering rendering = rendering(prompt, entry, profile);
        boolean schemaIsNative = rendering.schemaIsNative() && profile.schemas();
        Messages messages = Messages.of(prompt.transcript());
        ObjectNode request = WireJson.object();
        request.put("model", entry.id());
        request.set("messages", new OpenAiMessages(rendering, profile).of(messages, schemaIsNative));
        options(request, rendering, profile);
        parameters(request, prompt, profile);
        AnswerFormat format = prompt.options().format();
        if (format != null && schemaIsNative) {
            request.set("response_format", responseFormat(format));
        }
        List<ToolOffer> declared = profile.choosesTools() ? rendering.declared() : prompt.tools();
        boolean noneMayBeCalled = !profile.choosesTools() && prompt.choice() instanceof ToolChoice.None;
        if (!declared.isEmpty() && !noneMayBeCalled) {
            request.set("tools", tools(declared, rendering, profile));
            choose(request, rendering, profile);
        }
        return request;
    }

    /// The tokens are counted in an event of their own, which most servers send where they are asked for it.
    @Override
    public ObjectNode streamed(ObjectNode request, ModelEntry entry) {
        request.put("stream", true);
        if (OpenAiProfile.of(entry).asksForUsage()) {
            request.putObject("stream_options").put("include_usage", true);
        }
        return request;
    }

    @Override
    public AnswerFold fold() {
        return new OpenAiFold();
    }

    @Override
    public Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids) {
        Outcome failure = FailureReader.of(reply);
        if (failure != null || !(reply.body() instanceof ObjectNode body)) {
            return failure == null ? new Outcome.Nonsense("no answer", null) : failure;
        }
        OpenAiProfile profile = OpenAiProfile.of(entry);
        return new OpenAiAnswer(body, rendering(prompt, entry, profile), profile, ids).outcome();
    }

    private static Rendering rendering(Prompt prompt, ModelEntry entry, OpenAiProfile profile) {
        return Rendering.of(prompt, entry, profile.ids(), NAMES);
    }

    private static ObjectNode responseFormat(AnswerFormat format) {
        ObjectNode response = WireJson.object().put("type", "json_schema");
        ObjectNode schema = response.putObject("json_schema");
        schema.put("name", format.name().isEmpty() ? "answer" : format.name());
        if (!format.description().isEmpty()) {
            schema.put("description", format.description());
        }
        if (format.strict()) {
            schema.put("strict", true);
        }
        schema.set("schema", format.schema());
        return response;
    }

    private static void options(ObjectNode request, Rendering rendering, OpenAiProfile profile) {
        var options = rendering.prompt().options();
        if (rendering.outputTokens() > 0) {
            request.put(profile.outputLimit(), rendering.outputTokens());
        }
        boolean fixed = hasFixedSampling(rendering.entry());
        if (options.temperature() != null && !fixed) {
            request.put("temperature", options.temperature());
        }
        if (options.topP() != null && !fixed) {
            request.put("top_p", options.topP());
        }
        if (!options.stop().isEmpty() && !fixed) {
            ArrayNode stop = request.putArray("stop");
            options.stop().forEach(stop::add);
        }
    }

    /// Whether calls go side by side is a question only where there are tools, and refused elsewhere.
    private static void parameters(ObjectNode request, Prompt prompt, OpenAiProfile profile) {
        prompt.options().parameters().forEach((parameter, value) -> {
            String field = profile.fields().get(parameter);
            if (field != null
                    && OpenAiModels.haveWord(parameter, value)
                    && (parameter != Parameter.PARALLEL_TOOL_CALLS || !prompt.tools().isEmpty())) {
                request.set(field, value);
            }
        });
    }

    /// Reasoning models of OpenAI take no temperature, no `top_p` and no stop texts.
    public static boolean hasFixedSampling(ModelEntry entry) {
        return OpenAiProfile.of(entry).outputLimit().equals("max_completion_tokens")
                && OpenAiModels.haveFixedSampling(entry);
    }

    /// Whether its provider has a field for it with this value.
    public static boolean takes(Parameter parameter, JsonNode value, ModelEntry entry) {
        return OpenAiProfile.of(entry).fields().containsKey(parameter) && OpenAiModels.haveWord(parameter, value);
    }

    private static ArrayNode tools(List<ToolOffer> offers, Rendering rendering, OpenAiProfile profile) {
        ArrayNode tools = WireJson.array();
        for (ToolOffer offer : offers) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", rendering.name(offer.name()));
            if (!offer.description().isBlank()) {
                function.put("description", offer.description());
            }
            if (offer.strict() && profile.schemas()) {
                function.put("strict", true);
            }
            function.set("parameters", ShownSchema.rooted(offer.schema()));
        }
        return tools;
    }

    private static void choose(ObjectNode request, Rendering rendering, OpenAiProfile profile) {
        if (!profile.choosesTools()) {
            return;
        }
        ToolChoice choice =
                rendering.prompt().tools().isEmpty() ? new ToolChoice.None() : rendering.prompt().choice();
        switch (choice) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> request.put("tool_choice", "none");
            case ToolChoice.Required _ -> request.put("tool_choice", profile.required());
            case ToolChoice.Named named ->
                request.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", rendering.name(named.tool()));
        }
    }
}
