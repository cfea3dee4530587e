package signalbox.host.tool;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.WantedTools.Entry;
import signalbox.identity.Principal;

/// The MCP servers this host knows, each at an address the operator gave, under the name the operator gave it.
public final class ToolServers implements AutoCloseable {
    private static final Duration LISTING = Duration.ofSeconds(10);

    private final SortedMap<ServerName, URI> endpoints;
    private final Connections connections;

    /// @param endpoints such as `http://127.0.0.1:8090/mcp/retail`
    public ToolServers(SortedMap<ServerName, URI> endpoints, Credentials credentials, Clock clock) {
        this.endpoints = Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
        connections = new Connections(credentials, clock);
    }

    /// Lists the wanted tools as this caller sees them now and freezes their versions. A server that gives no list
    /// leaves its tools out and takes no other with it.
    ///
    /// @param run the id that stands in the statements
    public Toolbox open(Principal caller, String run, List<Entry> wanted, Duration within) {
        var tools = new ArrayList<HostTool>();
        var missing = new TreeMap<ServerName, String>();
        var limit = within.compareTo(LISTING) < 0 ? within : LISTING;
        var listings = new ArrayList<Listing>();
        for (var entry : wanted) {
            var endpoint = endpoints.get(entry.server());
            if (endpoint == null) {
                missing.put(entry.server(), "there is no server '" + entry.server() + "'");
            } else {
                listings.add(Listing.start(entry, connections, endpoint, new Listing.For(caller, run, limit)));
            }
        }
        for (var listing : listings) {
            switch (listing.found()) {
                case Listing.Tools found -> tools.addAll(found.tools());
                case Listing.Absent absent -> missing.put(listing.server(), absent.reason());
            }
        }
        return new Toolbox(caller, run, connections, tools, missing);
    }

    @Override
    public void close() {
        connections.close();
    }
}
