package signalbox.app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The blocks of `docs/connect.md`, as they stand there.
record ConnectPage(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```(\\w+)\\n(.*?)^ *```", Pattern.DOTALL);

    static ConnectPage read() throws IOException {
        return new ConnectPage(Files.readString(Child.root().resolve("docs/connect.md")));
    }

    /// Those of one language, without the indentation of the fence.
    List<String> blocks(String language) {
        return BLOCK.matcher(text).results()
                .filter(match -> match.group(2).equals(language))
                .map(match -> match.group(3).replaceAll("(?m)^" + match.group(1), ""))
                .toList();
    }

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
