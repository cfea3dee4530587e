package signalbox.kit.call;

import signalbox.descriptor.ToolId;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.view.ListedTool;
import signalbox.policy.grant.NearNames;
import signalbox.kit.view.VersionChoice;
import signalbox.policy.permission.DenialText;
import signalbox.policy.permission.PermissionDecision;

/// Settles which version runs, or that none does: the tool is hidden or gone, or the request's headers speak of another call.
record VersionStage(VersionChoice versions, DecisionRecorder recorder) implements CallStage {
    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        var choice = call.tool() == null
                ? versions.none(call.rules(), call.caller())
                : versions.choose(call.rules(), call.caller(), call.tool());
        return switch (choice) {
            case VersionChoice.Choice.Chosen chosen -> agreeing(call, chosen, onward);
            case VersionChoice.Choice.Changed(var meant, var now) -> onward.end(changed(call, meant, now));
            case VersionChoice.Choice.Absent() -> onward.end(unseen(call));
        };
    }

    private CallToolResult agreeing(Invocation call, VersionChoice.Choice.Chosen chosen, Onward onward) {
        var descriptor = chosen.descriptor();
        var objection = call.context().envelope().objection(descriptor);
        if (objection == null) {
            return onward.next(call.chosen(chosen));
        }
        var why = DecisionRecorder.Why.request(call.revision(), objection);
        var denial = recorder.denial(call.caller(), call.subject(descriptor.id()), "envelope", why);
        return onward.end(call.ended(denial, CallOutcome.INVALID, new CallToolResult.Mismatched(objection)));
    }

    private Invocation changed(Invocation call, ToolId meant, ListedTool now) {
        var why = DecisionRecorder.Why.releases(call.revision(), "'" + meant + "' is gone");
        var denial = recorder.denial(call.caller(), call.subject(now.descriptor().id()), "version", why);
        var text = DenialText.noLongerServed(meant.toString()) + " It is now '" + now.descriptor().id() + "' with the input schema "
                + now.input();
        return call.ended(denial, CallOutcome.CHANGED, new CallToolResult.Answered(
                now.descriptor(), ToolOutcome.error(text), denial, false));
    }

    /// A caller is told of a tool that only its credential hides; any other is as good as none.
    private Invocation unseen(Invocation call) {
        var tool = versions.present(call.rules(), call.caller().withAllScopes(), call.tool());
        return tool != null && call.decide(call.rules(), tool.descriptor()) instanceof PermissionDecision.OutOfScope narrow
                ? PermissionStage.outOfScope(call.chosen(versions.present(call.rules(), call.caller(), tool)), narrow, recorder)
                : absent(call);
    }

    private Invocation absent(Invocation call) {
        var why = DecisionRecorder.Why.releases(call.revision(), "no such tool, or hidden from this caller");
        var denial = recorder.denial(call.caller(), call.subject(), "unknown-tool", why);
        var name = call.request().name();
        return call.ended(denial, CallOutcome.DENIED, new CallToolResult.NotFound(
                name, NearNames.to(name, versions.names(call.rules(), call.caller()))));
    }
}
