package signalbox.fuzz;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.chat.OpenAiChat;
import signalbox.host.wire.gemini.Gemini;
import signalbox.host.wire.messages.AnthropicMessages;
import signalbox.host.wire.responses.OpenAiResponses;
import signalbox.json.JsonReader;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Price;
import tools.jackson.databind.node.ObjectNode;

/// What providers answer, on each wire: an answer, unless the input begins with the three digits of another status.
final class WireTargets {
    private static final Map<String, Codec> CODECS = Map.of(
            "openai", new OpenAiChat(), "openai-responses", new OpenAiResponses(),
            "anthropic", new AnthropicMessages(), "gemini", new Gemini());

    private WireTargets() {}

    static SortedMap<String, Target> all() {
        var targets = new TreeMap<String, Target>();
        CODECS.forEach((profile, codec) -> {
            var entry = entry(profile);
            var prompt = prompt((ObjectNode) JsonReader.STORED.read("{\"type\": \"object\"}").orThrow());
            targets.put(profile, Target.ofText(text -> {
                boolean other = text.matches("(?s)[1-5][0-9]{2}\n.*");
                int status = other ? Integer.parseInt(text.substring(0, 3)) : 200;
                var reply = ProviderReply.of(status, Map.of("retry-after", "3"), other ? text.substring(4) : text);
                codec.response(prompt, entry, reply, CallIds::fresh);
            }));
        });
        return targets;
    }

    /// A tool whose arguments have this schema, as each provider is shown it.
    static void show(ObjectNode schema) {
        CODECS.forEach((profile, codec) -> codec.request(prompt(schema), entry(profile)));
    }

    private static Prompt prompt(ObjectNode schema) {
        var tools = List.of(new ToolOffer("t", "a tool", schema));
        return new Prompt(List.of(), tools, new ToolChoice.Auto(), SamplingOptions.NONE);
    }

    private static ModelEntry entry(String profile) {
        var provider = new Provider(
                profile, wire(profile), profile, URI.create("http://127.0.0.1:1/v1"), new SecretRef.Env("KEY"));
        return new ModelEntry(
                new ModelName(profile + "/m"), provider, new Naming("m", ""), 100_000, 8_000, Price.FREE, new TreeSet<>(List.of("tools")));
    }

    private static Wire wire(String profile) {
        return switch (profile) {
            case "anthropic" -> Wire.ANTHROPIC_MESSAGES;
            case "gemini" -> Wire.GEMINI;
            case "openai-responses" -> Wire.OPENAI_RESPONSES;
            default -> Wire.OPENAI_CHAT;
        };
    }
}
