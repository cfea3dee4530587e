package signalbox.host.model;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.ProviderKeys;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Wire;

/// The models of one catalogue revision. Making it is cheap; the connections live in the [Transport] that revisions
/// share.
public final class Models {
    private final ModelCatalogue catalogue;
    private final Map<Wire, Connector> connectors;

    private Models(ModelCatalogue catalogue, Map<Wire, Connector> connectors) {
        this.catalogue = catalogue;
        this.connectors = connectors;
    }

    /// @param others connectors for the wires that do not speak HTTP from here (`offline`, `spring-ai`), or that replace
    ///     one of ours
    public static Models of(
            ModelCatalogue catalogue, ProviderKeys secrets, Transport transport, Map<Wire, Connector> others) {
        Map<Wire, Connector> connectors = new EnumMap<>(WireConnector.all(secrets, transport));
        connectors.putAll(others);
        return new Models(catalogue, connectors);
    }

    public Connector.Found find(ModelName name) {
        ModelEntry entry = catalogue.models().get(name);
        if (entry == null) {
            return new Connector.Missing("'" + name + "' is not in models.yaml");
        }
        Connector connector = connectors.get(entry.provider().wire());
        return connector == null
                ? new Connector.Missing("wire '" + entry.provider().wire().word() + "' is not connected in this process")
                : connector.connect(entry);
    }

    /// What keeps this model from being asked whatever the transcript, or null.
    public @Nullable String obstacle(ModelName name) {
        return find(name) instanceof Connector.Missing missing ? missing.obstacle() : null;
    }
}
