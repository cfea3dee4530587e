package signalbox.host.model.http;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import signalbox.host.model.Connector;
import signalbox.host.model.Secrets;
import signalbox.host.model.anthropic.AnthropicMessages;
import signalbox.host.model.gemini.Gemini;
import signalbox.host.model.openai.OpenAiChat;
import signalbox.host.model.wire.Codec;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;

/// Models that are reached over HTTP in one of our wires.
public final class WireConnector implements Connector {
    private final Codec codec;
    private final Secrets secrets;
    private final Transport transport;

    private WireConnector(Codec codec, Secrets secrets, Transport transport) {
        this.codec = codec;
        this.secrets = secrets;
        this.transport = transport;
    }

    public static Map<Wire, Connector> all(Secrets secrets, Transport transport) {
        Map<Wire, Codec> codecs = Map.of(
                Wire.OPENAI_CHAT, new OpenAiChat(),
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
            case Secrets.Missing missing -> new Missing(missing.why());
            case Secrets.NotNeeded _, Secrets.Secret _ -> new Ready(new WireModel(entry, codec, secrets, transport));
        };
    }
}
