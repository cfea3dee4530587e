package signalbox.host.model;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.chat.OpenAiChat;
import signalbox.host.wire.embedding.EmbeddingCodec;
import signalbox.host.wire.embedding.GeminiEmbeddings;
import signalbox.host.wire.embedding.OpenAiEmbeddings;
import signalbox.host.wire.gemini.Gemini;
import signalbox.host.wire.messages.AnthropicMessages;
import signalbox.host.wire.responses.OpenAiResponses;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;

/// Models that are reached over HTTP in one of our wires.
public final class WireConnector implements Connector {
    private static final Map<Wire, EmbeddingCodec> EMBEDDINGS = Map.of(
            Wire.OPENAI_CHAT, new OpenAiEmbeddings(),
            Wire.OPENAI_RESPONSES, new OpenAiEmbeddings(),
            Wire.GEMINI, new GeminiEmbeddings());

    private final Codec codec;
    private final ProviderKeys secrets;
    private final Transport transport;

    private WireConnector(Codec codec, ProviderKeys secrets, Transport transport) {
        this.codec = codec;
        this.secrets = secrets;
        this.transport = transport;
    }

    public static Map<Wire, Connector> all(ProviderKeys secrets, Transport transport) {
        Map<Wire, Codec> codecs = Map.of(
                Wire.OPENAI_CHAT, new OpenAiChat(),
                Wire.OPENAI_RESPONSES, new OpenAiResponses(),
                Wire.ANTHROPIC_MESSAGES, new AnthropicMessages(),
                Wire.GEMINI, new Gemini());
        Map<Wire, Connector> connectors = new EnumMap<>(Wire.class);
        codecs.forEach((wire, codec) -> connectors.put(wire, new WireConnector(codec, secrets, transport)));
        return connectors;
    }

    @Override
    public Found connect(ModelEntry entry) {
        URI url = entry.provider().url();
        if (url == null || url.getHost() == null) {
            return new Missing("provider '" + entry.provider().name() + "' has no url");
        }
        return switch (secrets.find(entry.provider().key())) {
            case ProviderKeys.NoKey missing -> new Missing(missing.why());
            case ProviderKeys.NotNeeded _, ProviderKeys.Secret _ -> new Ready(
                    new WireModel(entry, codec, EMBEDDINGS.get(entry.provider().wire()), secrets, transport));
        };
    }
}
