package signalbox.host.wire;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.chat.OpenAiChat;
import signalbox.host.wire.gemini.Gemini;
import signalbox.host.wire.messages.AnthropicMessages;
import signalbox.host.wire.responses.OpenAiResponses;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Price;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the transcripts of test data, and makes catalogue entries for tests.
public final class WireCases {
    private static final Map<Wire, Codec> CODECS = Map.of(
            Wire.OPENAI_CHAT, new OpenAiChat(),
            Wire.OPENAI_RESPONSES, new OpenAiResponses(),
            Wire.ANTHROPIC_MESSAGES, new AnthropicMessages(),
            Wire.GEMINI, new Gemini());

    private WireCases() {}

    public static Codec codec(Wire wire) {
        return Objects.requireNonNull(CODECS.get(wire));
    }

    public static ModelEntry entry(Wire wire, String profile, String id, String... can) {
        Provider provider = new Provider(
                profile, wire, profile, URI.create("http://127.0.0.1:1/v1"), new SecretRef.Env("KEY_" + profile));
        ModelName name = new ModelName(profile + "/" + id);
        return new ModelEntry(
                name, provider, new Naming(id, ""), 100_000, 8_000, Price.FREE, new TreeSet<>(List.of(can)));
    }

    public static ObjectNode object(String json) {
        return (ObjectNode) WireJson.parse(json);
    }

    public static Prompt prompt(JsonNode wireCase) {
        List<ToolOffer> tools = new ArrayList<>();
        for (JsonNode tool : wireCase.path("tools")) {
            tools.add(new ToolOffer(
                    tool.path("name").asString(), tool.path("description").asString(""), (ObjectNode) tool.get("schema")));
        }
        ToolChoice choice = switch (wireCase.path("choice").asString("auto")) {
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            case "auto" -> new ToolChoice.Auto();
            case String name -> new ToolChoice.Named(name);
        };
        JsonNode options = wireCase.path("options");
        return new Prompt(
                turns(wireCase.path("turns")),
                tools,
                choice,
                new SamplingOptions(
                        options.has("outputTokens") ? options.path("outputTokens").asLong() : null,
                        options.has("temperature") ? options.path("temperature").asDouble() : null,
                        null,
                        List.of(),
                        options.get("answerSchema") instanceof ObjectNode schema ? new AnswerFormat("", "", false, schema) : null,
                        Collections.emptySortedMap()));
    }

    private static List<Turn> turns(JsonNode list) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            if (turn.has("instructions")) {
                turns.add(new Turn.Instructions(turn.path("instructions").asString()));
            } else if (turn.has("user")) {
                turns.add(new Turn.User(parts(turn.path("user"))));
            } else if (turn.has("result")) {
                turns.add(new Turn.ToolResult(
                        new CallId(turn.path("result").asString()),
                        parts(turn.path("parts")),
                        turn.get("structured"),
                        turn.path("error").asBoolean(false),
                        new TreeSet<>()));
            } else {
                turns.add(assistant(turn));
            }
        }
        return turns;
    }

    private static Turn.Assistant assistant(JsonNode turn) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : turn.path("calls")) {
            CallArguments arguments = call.has("malformed")
                    ? new CallArguments.Malformed(call.path("malformed").asString(), "bad")
                    : new CallArguments.Parsed((ObjectNode) call.get("arguments"));
            calls.add(new ToolCall(new CallId(call.path("id").asString()), call.path("tool").asString(), arguments));
        }
        List<ProviderState> kept = new ArrayList<>();
        for (JsonNode state : turn.path("kept")) {
            kept.add(new ProviderState(new ModelName(state.path("by").asString()), state.get("content")));
        }
        return new Turn.Assistant(parts(turn.path("assistant")), calls, kept);
    }

    private static List<Part> parts(JsonNode node) {
        if (node.isString()) {
            return List.of(new Part.Text(node.stringValue()));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : node) {
            parts.add(part.isString() ? new Part.Text(part.stringValue()) : new Part.Image("image/png", part.path("image").asString()));
        }
        return parts;
    }
}
