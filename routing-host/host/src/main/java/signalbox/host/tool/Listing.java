package signalbox.host.tool;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.Credentials.Purpose;
import signalbox.host.tool.WantedTools.Entry;
import signalbox.identity.Principal;

/// One server being asked for its tools, on a thread of its own.
final class Listing {
    private static final int MOST_TOOLS = 1_000;
    private static final int MOST_PAGES = 100;

    private final ServerName server;
    private final FutureTask<Found> task;

    private Listing(ServerName server, Callable<Found> work) {
        this.server = server;
        task = new FutureTask<>(work);
    }

    record For(Principal caller, String run, Duration within) {}

    sealed interface Found {}

    record Tools(List<HostTool> tools) implements Found {}

    record Absent(String reason) implements Found {}

    static Listing start(Entry wanted, Connections connections, URI endpoint, For whom) {
        var listing = new Listing(wanted.server(), () -> list(wanted, connections, endpoint, whom));
        Thread.startVirtualThread(listing.task);
        return listing;
    }

    ServerName server() {
        return server;
    }

    Found found() {
        try {
            return task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Absent("the run was cancelled");
        } catch (ExecutionException e) {
            throw new IllegalStateException("listing '" + server + "' failed", e.getCause());
        }
    }

    private static Found list(Entry wanted, Connections connections, URI endpoint, For whom) {
        ToolServerException last = null;
        for (int attempt = 0; attempt < 2; attempt++) {
            var connection = connections.to(endpoint, whom.caller());
            try {
                var listed = connection.with(
                        new Purpose(endpoint, whom.run(), null, ""), whom.within(), Listing::pages);
                return wanted(wanted, endpoint, listed);
            } catch (ToolServerException e) {
                connections.drop(connection, whom.caller());
                last = e;
            }
        }
        return new Absent("server '" + wanted.server() + "' gave no list of tools: " + reason(last));
    }

    private static String reason(@Nullable ToolServerException failure) {
        return failure == null ? "not asked" : failure.reason();
    }

    private static List<McpSchema.Tool> pages(McpSyncClient client) {
        if (!client.isInitialized()) {
            client.initialize();
        }
        var tools = new ArrayList<McpSchema.Tool>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES && tools.size() < MOST_TOOLS; page++) {
            var result = cursor == null ? client.listTools(McpSchema.FIRST_PAGE) : client.listTools(cursor);
            tools.addAll(result.tools());
            cursor = result.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                break;
            }
        }
        return tools;
    }

    private static Tools wanted(Entry wanted, URI endpoint, List<McpSchema.Tool> listed) {
        var tools = new ArrayList<HostTool>();
        for (var each : listed) {
            var tool = wanted.wants(each.name()) ? ToolReading.tool(wanted.server(), endpoint, each) : null;
            if (tool != null) {
                tools.add(tool);
            }
        }
        return new Tools(tools);
    }
}
