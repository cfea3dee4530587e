package signalbox.host.tool;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.client.McpClient;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.tool.server.Connections;
import signalbox.host.tool.server.Credentials;
import signalbox.host.tool.server.RemoteServer;
import signalbox.host.tool.server.SecretReader;
import signalbox.host.tool.server.UpstreamServer;
import signalbox.http.client.OutgoingHttp;
import signalbox.identity.Principal;
import signalbox.policy.server.ThirdPartyServers;

/// The MCP servers this host knows, each at an address the operator gave, under the name the operator gave it: those of
/// this installation, and those of third parties.
public final class ToolServers implements AutoCloseable {
    private final SortedMap<ServerName, RemoteServer.Own> own;
    private final ThirdParty thirdParty;
    private final McpClient client;
    private final Connections connections;
    private final UpstreamServer.Parts parts;
    private final ConcurrentMap<ServerName, UpstreamServer> upstreams = new ConcurrentHashMap<>();

    /// The third-party servers.
    ///
    /// @param servers asked whenever one is named
    /// @param rules asked at every list and every call, and whenever a caller names tools, ours or theirs
    public record ThirdParty(
            Supplier<ThirdPartyServers> servers, Supplier<UpstreamRules> rules, SecretReader secrets, Consents consents) {
        /// For a host that knows none.
        public static final ThirdParty NONE = new ThirdParty(
                () -> ThirdPartyServers.NONE,
                () -> {
                    throw new IllegalStateException("a third-party tool where there are none");
                },
                _ -> null,
                new Consents());
    }

    /// The servers of this installation.
    ///
    /// @param endpoints such as `http://127.0.0.1:8090/mcp/retail`
    /// @param revision of the rules that are in force
    public record Ours(SortedMap<ServerName, URI> endpoints, Credentials credentials, Supplier<String> revision) {}

    public ToolServers(Ours ours, ThirdParty thirdParty, Clock clock) {
        var mine = new TreeMap<ServerName, RemoteServer.Own>();
        ours.endpoints().forEach((name, endpoint) ->
                mine.put(name, new RemoteServer.Own(name, endpoint, ours.credentials(), ours.revision())));
        own = Collections.unmodifiableSortedMap(mine);
        this.thirdParty = thirdParty;
        var http = new OutgoingHttp();
        client = new McpClient(http);
        connections = new Connections(client, clock);
        parts = new UpstreamServer.Parts(http, thirdParty.secrets(), thirdParty.consents());
    }

    /// What of this gives the caller no tool, one sentence each, alike for what is hidden from it and for what is not there;
    /// no server is asked.
    public List<String> unknown(Principal caller, List<OfServer> wanted) {
        var theirs = new TreeSet<>(thirdParty.servers().get().servers().keySet());
        var mine = new TreeSet<>(own.keySet());
        var named = mine.isEmpty() && theirs.isEmpty()
                ? NamedTools.NONE
                : NamedTools.of(thirdParty.rules().get(), caller, mine, theirs);
        return named.problems(wanted);
    }

    /// Lists the wanted tools as this caller sees them now and freezes their versions. A server that gives no list
    /// leaves its tools out and takes no other with it.
    ///
    /// @param run the id that goes into the assertions
    /// @param elicitations where third-party servers may ask
    public Toolbox open(Principal caller, String run, List<OfServer> wanted, Duration within, Elicitations elicitations) {
        var tools = new ArrayList<HostTool>();
        var missing = new TreeMap<ServerName, String>();
        var whom = new Listing.For(caller, run, within, elicitations);
        var listings = new ArrayList<Listing>();
        for (var entry : wanted) {
            var server = server(entry.server());
            if (server == null) {
                missing.put(entry.server(), "there is no server '" + entry.server() + "'");
            } else {
                listings.add(Listing.start(entry, connections, server, whom, thirdParty.rules()));
            }
        }
        for (var listing : listings) {
            switch (listing.found()) {
                case Listing.Tools(var found, var note) -> {
                    tools.addAll(found);
                    if (!note.isEmpty()) {
                        missing.put(listing.server(), note);
                    }
                }
                case Listing.Absent absent -> missing.put(listing.server(), absent.reason());
            }
        }
        return new Toolbox(
                new Toolbox.Context(caller, run, elicitations, new OwnCalls(connections, this), new UpstreamCalls(connections, this, thirdParty.rules())),
                tools, missing);
    }

    /// Null where there is none of this name. A server of this installation is never taken for one of a third party.
    @Nullable RemoteServer server(ServerName name) {
        var mine = own.get(name);
        return mine != null ? mine : upstream(name);
    }

    @Override
    public void close() {
        connections.close();
        client.close();
    }

    /// What `servers.yaml` says now; a server whose entry has changed is another server, with tokens of its own.
    private @Nullable UpstreamServer upstream(ServerName name) {
        var now = thirdParty.servers().get().servers().get(name);
        if (now == null) {
            upstreams.remove(name);
            return null;
        }
        return upstreams.compute(
                name, (_, known) -> known != null && known.settings().equals(now) ? known : new UpstreamServer(now, parts));
    }
}
