package signalbox.host.api.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import signalbox.descriptor.ServerName;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.tool.WantedTools;

/// How a request names the tools of a server.
public final class RequestedTools {
    private RequestedTools() {}

    /// `{"type": "mcp", "server_label": "retail", "allowed_tools": ["get_order_details"]}`
    public static WantedTools.OfServer entry(Fields tool) {
        tool.only(Set.of("type", "server_label", "allowed_tools"));
        if (!"mcp".equals(tool.text("type", ""))) {
            throw ApiRefusal.invalid(tool.at("type"), "'" + tool.at("type") + "' must be mcp");
        }
        var names = new HashSet<String>();
        if (tool.has("allowed_tools")) {
            names.addAll(tool.texts("allowed_tools"));
            if (names.isEmpty()) {
                throw ApiRefusal.invalid(tool.at("allowed_tools"), "'" + tool.at("allowed_tools") + "' names no tool: leave it out to get all of the server");
            }
        }
        return new WantedTools.OfServer(server(tool.at("server_label"), tool.text("server_label", "")), names);
    }

    /// `X-Signalbox-Tools`: servers, separated by commas.
    public static List<WantedTools.OfServer> ofHeader(String header) {
        var entries = new ArrayList<WantedTools.OfServer>();
        for (var label : RequestHeaders.split(header)) {
            entries.add(new WantedTools.OfServer(server("X-Signalbox-Tools", label), Set.of()));
        }
        return entries;
    }

    private static ServerName server(String param, String label) {
        if (!ServerName.isValid(label)) {
            throw ApiRefusal.invalid(param, "'" + param + "' must be the name of a server, such as retail");
        }
        return new ServerName(label);
    }
}
