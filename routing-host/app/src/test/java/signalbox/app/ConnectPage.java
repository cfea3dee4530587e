package signalbox.app;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// The settings of clients in `docs/connect.md`.
final class ConnectPage {
    private ConnectPage() {}

    /// The one server in a client's settings, whatever this client calls it.
    static JsonNode server(String block) {
        var settings = RunningUp.JSON.readTree(block);
        for (var name : List.of("mcpServers", "servers", "context_servers")) {
            if (settings.has(name)) {
                return settings.path(name).path("signalbox");
            }
        }
        throw new AssertionError("no servers in " + block);
    }

    /// Its address, whatever this client calls it; empty where it is a command.
    static String address(JsonNode server) {
        for (var name : List.of("url", "httpUrl", "serverUrl")) {
            if (server.has(name)) {
                return server.path(name).asString();
            }
        }
        return "";
    }
}
