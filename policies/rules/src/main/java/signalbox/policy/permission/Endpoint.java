package signalbox.policy.permission;

import signalbox.descriptor.ServerName;

/// Where a caller looks from.
public sealed interface Endpoint {
    /// `/mcp`: every server.
    record Everything() implements Endpoint {}

    /// `/mcp/{server}`
    record OfServer(ServerName server) implements Endpoint {}

    /// `/mcp/{server}/v{major}`: for each tool the highest served version with this major or a lower one.
    record OfMajor(ServerName server, int major) implements Endpoint {}
}
