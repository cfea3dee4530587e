package signalbox.host.tool;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.host.turn.CallId;
import signalbox.identity.Principal;
import tools.jackson.databind.node.ObjectNode;

/// The frozen tools of one run, and the only way to call them.
public final class Toolbox {
    private final Context context;
    private final SortedMap<String, HostTool> tools = new TreeMap<>();
    private final SortedMap<ServerName, String> missing;

    /// Whose tools they are, and the two ways to call them.
    record Context(Principal caller, String run, Elicitations elicitations, OwnCalls own, UpstreamCalls upstream) {}

    /// One call, for whoever makes it.
    record CallRequest(CallId id, HostTool tool, ObjectNode arguments, Duration within, Context context) {
        Principal caller() {
            return context.caller();
        }

        String run() {
            return context.run();
        }

        Elicitations elicitations() {
            return context.elicitations();
        }
    }

    Toolbox(Context context, List<HostTool> tools, SortedMap<ServerName, String> missing) {
        this.context = context;
        tools.stream()
                .sorted(Comparator.comparing(HostTool::id))
                .forEach(tool -> this.tools.putIfAbsent(tool.offer().name(), tool));
        this.missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    }

    /// In the order of their names.
    public List<HostTool> tools() {
        return List.copyOf(tools.values());
    }

    /// Servers whose tools could not be listed, or not all of them, with the reason.
    public SortedMap<ServerName, String> missing() {
        return missing;
    }

    /// The tool a model was shown by this name, or null.
    public @Nullable HostTool find(String offeredName) {
        return tools.get(offeredName);
    }

    /// Calls a tool as the run's caller.
    public CallOutcome call(CallId id, HostTool tool, ObjectNode arguments, Duration within) {
        var call = new CallRequest(id, tool, arguments, within, context);
        return switch (tool.origin()) {
            case ToolOrigin.Own own -> context.own().call(call, own);
            case ToolOrigin.Upstream upstream -> context.upstream().call(call, upstream);
        };
    }
}
