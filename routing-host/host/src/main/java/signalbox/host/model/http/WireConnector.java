package signalbox.host.model.http;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import signalbox.host.model.Connector;
import signalbox.host.model.Secrets;
import signalbox.host.model.wire.Codec;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;

/// Models that are reached over HTTP in one of our wires.
public final class WireConnector implements Connector {
    private final Codec codec;
    private final Secrets secrets;
    private final Transport transport;

    WireConnector(Codec codec, Secrets secrets, Transport transport) {
        this.codec = codec;
        this.secrets = secrets;
        this.transport = transport;
    }

    public static Map<Wire, Connector> all(Secrets secrets, Transport transport) {
        Map<Wire, Connector> connectors = new EnumMap<>(Wire.class);
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
