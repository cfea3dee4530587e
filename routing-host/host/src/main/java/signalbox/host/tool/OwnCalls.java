package signalbox.host.tool;

import java.util.List;
import java.util.TreeSet;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.ToolCall;
import signalbox.host.ledger.Entry.Ruling;
import signalbox.host.tool.server.Connections;
import signalbox.host.tool.server.Credentials.AssertedRequest;
import signalbox.host.tool.server.RemoteServer;
import signalbox.host.turn.Part;
import signalbox.http.client.Deadline;
import signalbox.json.Digest;
import signalbox.policy.permission.DenialText;
import tools.jackson.databind.node.JsonNodeFactory;

/// Calls of tools of this installation. A lost answer is asked for once more with the same call id, which the server
/// remembers, so that nothing is done twice.
record OwnCalls(Connections connections, ToolServers servers) {
    private static final int INVALID_PARAMS = -32602;

    CallOutcome call(Toolbox.CallRequest call, ToolOrigin.Own origin) {
        if (!(servers.server(call.tool().id().name().server()) instanceof RemoteServer.Own server)) {
            return new CallOutcome.Lost("its server is gone");
        }
        var end = Deadline.in(call.within());
        var asserted = new AssertedRequest(origin.endpoint(), call.run(), call.tool().id(), Digest.sha256(call.arguments()));
        var asked = new ToolCall(
                origin.tool(), call.arguments(), JsonNodeFactory.instance.objectNode().put("signalbox/call-id", call.id().value()));
        var reason = "no time was left";
        for (int attempt = 0; attempt < 2 && !end.hasPassed(); attempt++) {
            var connection = connections.to(server, call.caller());
            var answer = connection.call(asked, RequestContext.of(server.access(call.caller(), asserted), end));
            switch (answer) {
                case CallToolResult.Finished finished -> {
                    return ToolReading.outcome(call.tool(), finished);
                }
                case CallToolResult.Rejected(var code, var message) -> {
                    return refused(code, message);
                }
                case CallToolResult.Unsent(var why) -> {
                    return new CallOutcome.Lost(why);
                }
                case CallToolResult.TurnedAway(var why) -> {
                    connections.drop(connection, server, call.caller());
                    if (attempt == 0) {
                        return new CallOutcome.Denied(DenialText.noLongerServed(call.tool().offer().name()), Ruling.NONE);
                    }
                    reason = why;
                }
                case CallToolResult.Lost(var why) -> {
                    connections.drop(connection, server, call.caller());
                    reason = why;
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return new CallOutcome.Lost(reason);
    }

    private static CallOutcome refused(int code, String message) {
        return code == INVALID_PARAMS
                ? new CallOutcome.Denied("Error: " + message, Ruling.NONE)
                : new CallOutcome.Done(
                        List.of(new Part.Text("Error: " + message)), null, true, new TreeSet<>(), Ruling.NONE);
    }

}
