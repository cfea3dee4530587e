package signalbox.kit;

import signalbox.kit.door.Entrance;

/// The running MCP servers: one listener, every endpoint, until closed.
public final class McpServers implements AutoCloseable {
    private final Entrance entrance;

    private McpServers(Entrance entrance) {
        this.entrance = entrance;
    }

    /// Opens the listener, or refuses with `CannotServe` where a served version has no work behind it.
    public static McpServers start(McpSettings settings, McpParts parts) {
        return new McpServers(Entrance.open(settings, parts));
    }

    public int port() {
        return entrance.port();
    }

    @Override
    public void close() {
        entrance.close();
    }
}
