package signalbox.kit.view;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolName;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.policy.permission.Endpoint;
import signalbox.release.ToolCatalogue;

/// The names of tools at an endpoint: the bare name at a server's own, `server__tool` at the one of all servers.
public final class ToolNames {
    private final Map<String, ToolName> everywhere = new HashMap<>();
    private final Map<String, Map<String, ToolName>> byServer = new HashMap<>();
    private final String revision;

    private ToolNames(ToolCatalogue catalogue) {
        revision = catalogue.revision();
        for (var tool : catalogue.releases().keySet()) {
            everywhere.put(tool.wide(), tool);
            byServer.computeIfAbsent(tool.server().value(), _ -> new HashMap<>()).put(tool.tool(), tool);
        }
    }

    /// The names of a catalogue, or these if they are.
    public static ToolNames of(ToolCatalogue catalogue, @Nullable ToolNames before) {
        return before != null && before.revision.equals(catalogue.revision()) ? before : new ToolNames(catalogue);
    }

    public static String at(Endpoint endpoint, ToolName tool) {
        return at(endpoint, tool.server().value(), tool.tool());
    }

    /// The name of something of a server, such as a prompt, at an endpoint.
    public static String at(Endpoint endpoint, String server, String name) {
        return switch (endpoint) {
            case Endpoint.Everything() -> ToolName.wide(server, name);
            case Endpoint.OfServer _, Endpoint.OfMajor _ -> name;
        };
    }

    /// The tool with this name at this endpoint, or null.
    public @Nullable ToolName tool(Endpoint endpoint, String name) {
        var server = EndpointPath.server(endpoint);
        return server == null ? everywhere.get(name) : byServer.getOrDefault(server.value(), Map.of()).get(name);
    }
}
