package signalbox.host.tool;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.AnswerLimit;
import signalbox.client.exchange.CallToolResult;
import signalbox.client.exchange.ToolCall;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.UpstreamDigest;
import signalbox.host.ledger.Entry.Ruling;
import signalbox.host.tool.server.Connections;
import signalbox.host.tool.server.UpstreamServer;
import signalbox.http.client.Deadline;
import signalbox.ids.RandomId;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.DenialText;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.JsonSchema;
import signalbox.source.Violation;
import tools.jackson.databind.node.JsonNodeFactory;

/// Calls of tools of others. The server decides nothing for us: each call is decided here, again and with its arguments,
/// and checked against the released schema before anything is sent. It is sent once: such a server remembers no call.
record UpstreamCalls(Connections connections, ToolServers servers, Supplier<UpstreamRules> rules) {
    CallOutcome call(Toolbox.CallRequest call, ToolOrigin.Upstream origin) {
        var now = rules.get();
        var descriptor = origin.descriptor();
        var gone = gone(now, call.tool(), origin);
        if (gone != null) {
            var ruling = new Ruling("deny", RandomId.inOrder("dec_"), "release", gone);
            return new CallOutcome.Denied(DenialText.noLongerServed(call.tool().offer().name()), ruling);
        }
        var decision = now.permissions().decide(
                call.caller().name(), call.caller().scopes(), descriptor, descriptor.effect(),
                new Arguments.Given(call.arguments()));
        var ruling = new Ruling(decision.word(), RandomId.inOrder("dec_"), decision.rule(), reason(decision));
        return switch (decision) {
            case PermissionDecision.Allow _ -> fitting(call, origin, ruling);
            case PermissionDecision.Ask _, PermissionDecision.OutOfScope _, PermissionDecision.Deny _ -> new CallOutcome.Denied(
                    new DenialText(call.tool().offer().name(), ruling.id()).of(decision, unfit(now, call, descriptor)), ruling);
        };
    }

    /// The release of this very version may have been taken back while the run runs.
    private static @Nullable String gone(UpstreamRules now, HostTool tool, ToolOrigin.Upstream origin) {
        var release = now.tools().releases().get(tool.id().name());
        if (release == null || !release.serve().containsKey(tool.id().version())) {
            return "the version is served no more";
        }
        var released = now.released(tool.id());
        return released != null && UpstreamDigest.of(origin.tool().definition()).equals(released.digest())
                ? null
                : "the definition that the run holds is released no more";
    }

    private static List<Violation> unfit(UpstreamRules now, Toolbox.CallRequest call, Descriptor descriptor) {
        var shown = now.permissions().shownInput(call.caller().name(), call.caller().scopes(), descriptor);
        return shown == null ? List.of() : JsonSchema.of(shown).violations(call.arguments());
    }

    private static String reason(PermissionDecision decision) {
        return switch (decision) {
            case PermissionDecision.Deny deny -> deny.place() + ": " + deny.reason();
            case PermissionDecision.OutOfScope narrow -> narrow.place() + ": " + narrow.reason();
            case PermissionDecision.Ask ask -> ask.place() + ": needs an approval by " + ask.by();
            case PermissionDecision.Allow allow -> allow.place().toString();
        };
    }

    private CallOutcome fitting(Toolbox.CallRequest call, ToolOrigin.Upstream origin, Ruling ruling) {
        var violations = JsonSchema.of(origin.descriptor().input()).violations(call.arguments());
        return violations.isEmpty()
                ? sent(call, origin, ruling)
                : UpstreamResults.error(
                        origin.descriptor(), DenialText.invalidArguments(call.tool().id().toString(), violations), ruling);
    }

    private CallOutcome sent(Toolbox.CallRequest call, ToolOrigin.Upstream origin, Ruling ruling) {
        Descriptor descriptor = origin.descriptor();
        if (!(servers.server(descriptor.id().name().server()) instanceof UpstreamServer server)) {
            return new CallOutcome.Denied("Error: the server of '" + call.tool().offer().name() + "' is gone. Nothing was done.", ruling);
        }
        var deadline = Deadline.in(call.within());
        return server.places().call(
                deadline, () -> sent(call, origin, new Sending(server, deadline, ruling)),
                () -> UpstreamResults.error(
                        descriptor, "Error: the server is busy with other calls, and no place came free in time. Nothing was done.", ruling));
    }

    private record Sending(UpstreamServer server, Deadline deadline, Ruling ruling) {}

    private CallOutcome sent(Toolbox.CallRequest call, ToolOrigin.Upstream origin, Sending sending) {
        Descriptor descriptor = origin.descriptor();
        var server = sending.server();
        var ruling = sending.ruling();
        var connection = connections.to(server, call.caller());
        var request = server.request(call.caller(), call.elicitations(), call.within(), sending.deadline())
                .within(AnswerLimit.ofResult(descriptor.output().maxBytes()));
        var shown = server.shown(call.caller());
        var answer = connection.call(new ToolCall(origin.tool(), call.arguments(), JsonNodeFactory.instance.objectNode()), request);
        return switch (new MaskedResult(shown.mask()).of(answer)) {
            case CallToolResult.Finished finished -> UpstreamResults.outcome(descriptor, finished, ruling);
            case CallToolResult.Rejected(var _, var message) ->
                UpstreamResults.error(descriptor, "Error: " + message, ruling);
            case CallToolResult.TurnedAway(var why) -> UpstreamResults.error(
                    descriptor, "Error: the server does not let this call in: " + why + ". Nothing was done.", ruling);
            case CallToolResult.Unsent(var why) ->
                UpstreamResults.error(descriptor, "Error: " + why + ". Nothing was done.", ruling);
            case CallToolResult.Lost(var why) -> {
                connections.drop(connection, server, call.caller());
                yield new CallOutcome.Lost(why, ruling);
            }
        };
    }
}
