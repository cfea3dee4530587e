package signalbox.kit.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the MCP listener listens and what it accepts.
///
/// @param bind the address to listen on
/// @param port 0 for any free one
/// @param hosts what the `Host` header may say, such as `tools.example.org`; empty for loopback names alone
/// @param origins of pages that may call, such as `https://console.example.org`
/// @param url how others reach this listener, without a path: hosts sign their assertions for it; null for
///     `http://127.0.0.1:port`
public record McpSettings(
        String bind, int port, Set<String> hosts, Set<String> origins, @Nullable URI url, Limits limits) {
    public McpSettings {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /// For this machine only.
    public static McpSettings loopback(int port) {
        return new McpSettings("127.0.0.1", port, Set.of(), Set.of(), null, Limits.USUAL);
    }

    /// Limits on what one request or principal may use.
    ///
    /// @param messageBytes the longest message
    /// @param call the longest a tool may work
    /// @param idle after this long unused, a session ends
    /// @param sessions the most open sessions of one principal
    /// @param streams the most open event streams of one principal
    /// @param page the most entries of a list in one answer
    public record Limits(int messageBytes, Duration call, Duration idle, int sessions, int streams, int page) {
        public static final Limits USUAL = new Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, 1_000);
    }
}
