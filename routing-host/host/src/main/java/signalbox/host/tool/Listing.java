package signalbox.host.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.ServerTool;
import signalbox.client.exchange.ToolListing;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.tool.elicitation.SeenText;
import signalbox.host.tool.server.Connections;
import signalbox.host.tool.server.Credentials.AssertedRequest;
import signalbox.host.tool.server.RemoteServer;
import signalbox.host.tool.server.UpstreamServer;
import signalbox.http.client.Deadline;
import signalbox.identity.Principal;

/// One server being asked for its tools, on a thread of its own.
final class Listing {
    /// How long a server may take; a person who is asked for an authorization meanwhile may take longer.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ServerName server;
    private final FutureTask<ListedTools> task;

    private Listing(ServerName server, Callable<ListedTools> work) {
        this.server = server;
        task = new FutureTask<>(work);
    }

    /// @param within what is left of the run
    record For(Principal caller, String run, Duration within, Elicitations elicitations) {}

    sealed interface ListedTools {}

    /// @param note what was left out and why, or empty
    record Tools(List<HostTool> tools, String note) implements ListedTools {}

    record Absent(String reason) implements ListedTools {}

    static Listing start(OfServer wanted, Connections connections, RemoteServer server, For whom, Supplier<UpstreamRules> rules) {
        var listing = new Listing(wanted.server(), () -> list(new Asked(wanted, whom, rules), connections, server));
        Thread.startVirtualThread(listing.task);
        return listing;
    }

    ServerName server() {
        return server;
    }

    ListedTools found() {
        try {
            return task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Absent("the run was cancelled");
        } catch (ExecutionException e) {
            throw new IllegalStateException("listing '" + server + "' failed", e.getCause());
        }
    }

    private record Asked(OfServer wanted, For whom, Supplier<UpstreamRules> rules) {
        Deadline deadline() {
            return Deadline.in(whom.within()).atMost(LONGEST);
        }
    }

    private static ListedTools list(Asked asked, Connections connections, RemoteServer server) {
        if (server instanceof UpstreamServer upstream && upstream.obstacle() != null) {
            return new Absent("server '" + server.name() + "' cannot be asked: " + upstream.obstacle());
        }
        return server instanceof UpstreamServer upstream
                ? upstream.places().list(
                        asked.deadline(), () -> listed(asked, connections, server),
                        () -> new Absent("server '" + server.name() + "' gave no list of tools: others have waited for one since before"))
                : listed(asked, connections, server);
    }

    private static ListedTools listed(Asked asked, Connections connections, RemoteServer server) {
        var reason = "not asked";
        for (int attempt = 0; attempt < 2; attempt++) {
            var connection = connections.to(server, asked.whom().caller());
            switch (connection.tools(request(asked, server))) {
                case ToolListing.Tools(var tools, var _) -> {
                    return found(asked, server, tools);
                }
                case ToolListing.None(var why) -> {
                    reason = SeenText.line(server instanceof UpstreamServer upstream
                            ? upstream.shown(asked.whom().caller()).mask().mask(why)
                            : why);
                    connections.drop(connection, server, asked.whom().caller());
                }
            }
        }
        return new Absent("server '" + server.name() + "' gave no list of tools: " + reason);
    }

    private static RequestContext request(Asked asked, RemoteServer server) {
        var whom = asked.whom();
        return switch (server) {
            case RemoteServer.Own own -> RequestContext.of(
                    own.access(whom.caller(), new AssertedRequest(own.endpoint(), whom.run(), null, "")), asked.deadline());
            case UpstreamServer upstream -> upstream.request(whom.caller(), whom.elicitations(), whom.within(), asked.deadline());
        };
    }

    private static ListedTools found(Asked asked, RemoteServer server, List<ServerTool> listed) {
        return switch (server) {
            case UpstreamServer _ -> UpstreamOffers.of(asked.rules().get(), asked.wanted(), asked.whom().caller(), listed);
            case RemoteServer.Own own -> {
                var tools = new ArrayList<HostTool>();
                for (var each : listed) {
                    var tool = asked.wanted().wants(each.name()) ? ToolReading.tool(own, each) : null;
                    if (tool != null) {
                        tools.add(tool);
                    }
                }
                yield new Tools(tools, "");
            }
        };
    }
}
