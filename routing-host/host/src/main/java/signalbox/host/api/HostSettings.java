package signalbox.host.api;

import java.util.Set;

/// Where the host's listener stands.
///
/// @param bind the address to listen on
/// @param port 0 for any free one
/// @param hosts what the `Host` header may say besides loopback names; empty for loopback only
/// @param origins of pages that may call, such as `https://console.example.org`
public record HostSettings(String bind, int port, Set<String> hosts, Set<String> origins) {
    public HostSettings {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /// For this machine only.
    public static HostSettings loopback(int port) {
        return new HostSettings("127.0.0.1", port, Set.of(), Set.of());
    }
}
