package signalbox.kit.call;

import java.util.List;
import java.util.function.Supplier;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.endpoint.ToolRules;
import signalbox.policy.permission.DenialText;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.JsonSchema;
import signalbox.source.Violation;

/// Asks the policy whether this caller may make exactly this call.
///
/// @param current the rules in force now
record PermissionStage(DecisionRecorder recorder, Supplier<ToolRules> current) implements CallStage {
    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        var decision = call.decide(call.rules(), call.descriptor());
        if (decision instanceof PermissionDecision.OutOfScope narrow) {
            return onward.end(outOfScope(call, narrow, recorder));
        }
        var recorded = recorder.of(call.caller(), call.subject(call.descriptor().id()), decision);
        var decided = call.decided(recorded);
        return decision.isAllow()
                ? onward.next(decided)
                : onward.end(decided.failed(
                        CallOutcome.DENIED, new DenialText(call.request().name(), recorded.id().value()).of(decision, unfit(call))));
    }

    /// What the schema that a list shows this caller says of the arguments.
    private static List<Violation> unfit(Invocation call) {
        var shown = call.rules().permissions().shownInput(call.caller().principal(), call.caller().scopes(), call.descriptor());
        return shown == null ? List.of() : JsonSchema.of(shown).violations(call.request().arguments());
    }

    /// Whether a call that has waited is permitted still, by its credential and by the rules in force now.
    boolean isStillAllowed(Invocation call) {
        return call.context().live().getAsBoolean() && call.decide(current.get(), call.descriptor()).isAllow();
    }

    static Invocation outOfScope(Invocation call, PermissionDecision.OutOfScope narrow, DecisionRecorder recorder) {
        var recorded = recorder.of(call.caller(), call.subject(call.descriptor().id()), narrow);
        return call.ended(recorded, CallOutcome.DENIED, new CallToolResult.OutOfScope(narrow.scopes()));
    }
}
