package signalbox.kit.listener;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import signalbox.database.Database;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.challenge.ResourceServer;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;

/// Everything the MCP servers are built from.
///
/// @param rules the policy and tools in force, asked anew for every request
/// @param database where audit rows, remembered calls and the tools' own data are; its schema `kit` is brought up to
///     date at start
/// @param resources what callers without the right token are told
/// @param servers the work behind each server's tools
public record McpParts(
        Supplier<ToolRules> rules,
        Database database,
        Authenticator authenticator,
        ResourceServer resources,
        CallerAssertions assertions,
        List<ToolServer> servers,
        InstantSource clock) {
    public McpParts {
        servers = List.copyOf(servers);
    }
}
