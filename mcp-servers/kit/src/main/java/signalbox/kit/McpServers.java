package signalbox.kit;

import java.net.URI;
import java.time.Duration;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.listener.McpListener;
import signalbox.kit.listener.McpParts;
import signalbox.kit.telemetry.ToolTelemetry;

/// The running MCP servers: one listener, every endpoint, until closed.
public final class McpServers implements AutoCloseable {
    private final McpListener entrance;

    private McpServers(McpListener entrance) {
        this.entrance = entrance;
    }

    /// Opens the listener, or refuses with `CannotServe` where a served version has no work behind it.
    public static McpServers start(McpSettings settings, McpParts parts) {
        return start(settings, parts, ToolTelemetry.NONE);
    }

    /// @param telemetry is told what was answered and decided
    public static McpServers start(McpSettings settings, McpParts parts, ToolTelemetry telemetry) {
        return new McpServers(McpListener.open(settings, parts, telemetry));
    }

    public int port() {
        return entrance.port();
    }

    /// Tells those who listen, and see it, that lists have changed; changes of rules are noticed without it.
    public void listsChanged() {
        entrance.changed();
    }

    /// Tells those who follow this resource that it reads differently now.
    public void resourceUpdated(URI resource) {
        entrance.updated(resource.toString());
    }

    @Override
    public void close() {
        entrance.close();
    }

    /// Takes no new request and lets the calls that are being served end within this time.
    public void close(Duration patience) {
        entrance.close(patience);
    }
}
