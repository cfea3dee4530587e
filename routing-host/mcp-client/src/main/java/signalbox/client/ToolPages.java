package signalbox.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.RpcAnswer;
import signalbox.client.exchange.ServerProtocol;
import signalbox.client.exchange.ServerTool;
import signalbox.client.exchange.ToolListing;
import signalbox.descriptor.HeaderParameters;
import signalbox.http.client.Deadline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks for all pages of a server's tools, and keeps the tools that a client may use.
final class ToolPages {
    private static final Logger LOG = System.getLogger(ToolPages.class.getName());
    private static final int LONGEST_NAME = 128;

    private final URI endpoint;
    private final boolean headers;
    private final List<ServerTool> tools = new ArrayList<>();
    private final List<ToolListing.Dropped> dropped = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final ListBudget budget = new ListBudget();
    private @Nullable Deadline freshUntil;
    private boolean isPublic = true;

    /// @param headers whether this era repeats arguments in headers
    ToolPages(URI endpoint, boolean headers) {
        this.endpoint = endpoint;
        this.headers = headers;
    }

    sealed interface Read {}

    record Whole(KeptList list) implements Read {}

    record Failed(RpcAnswer answer) implements Read {}

    Read read(ServerProtocol wire, RequestContext errand) {
        String cursor = null;
        for (int page = 0; page < ListBudget.MOST_PAGES; page++) {
            var answer = wire.tools(cursor, errand.within(budget.page()));
            if (!(answer instanceof RpcAnswer.Result(var result)) || !result.path("tools").isArray()) {
                return new Failed(answer instanceof RpcAnswer.Result
                        ? new RpcAnswer.Broken("its list of tools is none")
                        : answer);
            }
            var excess = budget.take(result);
            if (excess != null) {
                return new Failed(new RpcAnswer.Broken(excess));
            }
            add(result);
            if (!result.path("nextCursor").isString()) {
                break;
            }
            cursor = result.path("nextCursor").stringValue();
        }
        var until = freshUntil;
        return new Whole(new KeptList(
                new ToolListing.Tools(tools, dropped), budget.characters(), until == null ? Deadline.in(Duration.ZERO) : until,
                isPublic ? "" : errand.access().context()));
    }

    private void add(ObjectNode page) {
        var fresh = KeptList.freshness(page);
        var before = freshUntil;
        freshUntil = before == null ? Deadline.in(fresh) : before.atMost(fresh);
        isPublic &= page.path("cacheScope").asString("").equals("public");
        for (var each : page.path("tools")) {
            add(each);
        }
    }

    private void add(JsonNode definition) {
        var name = definition.path("name").asString("");
        if (!(definition instanceof ObjectNode object) || name.isEmpty() || name.length() > LONGEST_NAME) {
            drop("", "it has no usable name");
        } else if (!names.add(name)) {
            drop(name, "another tool has the same name");
        } else if (ListBudget.fault(object) != null) {
            drop(name, String.valueOf(ListBudget.fault(object)));
        } else {
            var tool = new ServerTool(name, object, List.of());
            switch (headers ? HeaderParameters.of(tool.inputSchema()) : new HeaderParameters.Sound(List.of())) {
                case HeaderParameters.Sound(var parameters) -> tools.add(new ServerTool(name, object, parameters));
                case HeaderParameters.Faulty(var faults) -> drop(name, printable(faults.getFirst().toString()));
            }
        }
    }

    private void drop(String name, String reason) {
        LOG.log(Level.WARNING, "a tool of {0} is left out: ''{1}'': {2}", endpoint, printable(name), reason);
        dropped.add(new ToolListing.Dropped(name, reason));
    }

    private static String printable(String text) {
        var printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return printable.toString();
    }
}
