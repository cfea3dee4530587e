package signalbox.kit.desk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolCatalogue;
import signalbox.descriptor.ToolName;
import signalbox.policy.permission.Endpoint;
import signalbox.source.Digest;

/// What tools are called at an endpoint: the bare name at a server's own, `server__tool` where all servers meet.
public final class ToolNames {
    private static final int LONGEST = 64;
    private static final int HEX = 8;

    private final Map<String, ToolName> everywhere = new HashMap<>();
    private final ToolCatalogue catalogue;

    ToolNames(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.releases().keySet().forEach(tool -> everywhere.put(wide(tool), tool));
    }

    public static String at(Endpoint endpoint, ToolName tool) {
        return switch (endpoint) {
            case Endpoint.Everything() -> wide(tool);
            case Endpoint.OfServer _, Endpoint.OfMajor _ -> tool.tool();
        };
    }

    /// The tool with this name at this endpoint, or null.
    @Nullable ToolName tool(Endpoint endpoint, String name) {
        var server = EndpointPath.server(endpoint);
        if (server == null) {
            return everywhere.get(name);
        }
        for (var tool : catalogue.releases().keySet()) {
            if (tool.server().equals(server) && tool.tool().equals(name)) {
                return tool;
            }
        }
        return null;
    }

    /// `server__tool`; over 64 characters its first 55, `_` and 8 hex digits of the SHA-256 of the whole.
    static String wide(ToolName tool) {
        var name = tool.server() + "__" + tool.tool();
        if (name.length() <= LONGEST) {
            return name;
        }
        var hash = Digest.sha256(name).substring("sha256:".length());
        return name.substring(0, LONGEST - HEX - 1) + "_" + hash.substring(0, HEX);
    }
}
