package signalbox.host.tool;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.CallOutcome.Ruling;
import signalbox.host.tool.Credentials.Purpose;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.identity.Principal;
import signalbox.source.Digest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The frozen tools of one run, and the only way to call them.
public final class Toolbox {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int INVALID_PARAMS = -32602;

    private final Principal caller;
    private final String run;
    private final Connections connections;
    private final SortedMap<String, HostTool> tools = new TreeMap<>();
    private final SortedMap<ServerName, String> missing;

    Toolbox(
            Principal caller,
            String run,
            Connections connections,
            List<HostTool> tools,
            SortedMap<ServerName, String> missing) {
        this.caller = caller;
        this.run = run;
        this.connections = connections;
        tools.stream()
                .sorted(Comparator.comparing(HostTool::id))
                .forEach(tool -> this.tools.putIfAbsent(tool.offer().name(), tool));
        this.missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    }

    /// In the order of their names.
    public List<HostTool> tools() {
        return List.copyOf(tools.values());
    }

    /// Servers whose tools could not be listed, with the reason.
    public SortedMap<ServerName, String> missing() {
        return missing;
    }

    /// The tool a model was shown by this name, or null.
    public @Nullable HostTool find(String offeredName) {
        return tools.get(offeredName);
    }

    /// Calls a tool as the run's caller. A lost answer is asked for once more with the same call id, which the server
    /// remembers, so that nothing is done twice.
    public CallOutcome call(CallId id, HostTool tool, ObjectNode arguments, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        var purpose = new Purpose(tool.endpoint(), run, tool.id(), Digest.sha256(arguments));
        var request = McpSchema.CallToolRequest.builder(tool.remoteName())
                .arguments(JsonMapper.shared().convertValue(arguments, OBJECT))
                .meta(Map.of("signalbox/call-id", id.value()))
                .build();
        var reason = "no time was left";
        for (int attempt = 0; attempt < 2 && end - System.nanoTime() > 0; attempt++) {
            var connection = connections.to(tool.endpoint(), caller);
            try {
                var left = Duration.ofNanos(end - System.nanoTime());
                return ToolReading.outcome(tool, connection.with(purpose, left, client -> client.callTool(request)));
            } catch (ToolServerException e) {
                var answer = e.answered();
                if (answer != null && answer.getJsonRpcError() != null) {
                    return refused(answer.getJsonRpcError());
                }
                connections.drop(connection, caller);
                if (e.isTurnedAway() && attempt == 0) {
                    return new CallOutcome.Denied(
                            "Error: '" + tool.offer().name() + "' cannot be called any more. Nothing was done.", Ruling.UNSAID);
                }
                reason = e.reason();
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return new CallOutcome.Lost(reason);
    }

    private static CallOutcome refused(McpSchema.JSONRPCResponse.JSONRPCError error) {
        var text = error.message() == null ? "the server refused the call" : error.message();
        return error.code() == INVALID_PARAMS
                ? new CallOutcome.Denied("Error: " + text, Ruling.UNSAID)
                : new CallOutcome.Done(
                        List.of(new Part.Text("Error: " + text)), null, true, new TreeSet<>(),
                        Ruling.UNSAID);
    }
}
