package signalbox.kit.call;

import signalbox.kit.audit.CallOutcome;
import signalbox.policy.permission.DenialText;

/// Holds the arguments against the input schema of the version that runs.
record SchemaStage(CompiledSchemas schemas) implements CallStage {
    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        var violations = schemas.input(call.descriptor()).violations(call.request().arguments());
        return violations.isEmpty()
                ? onward.next(call)
                : onward.end(call.failed(
                        CallOutcome.INVALID, DenialText.invalidArguments(call.descriptor().id().toString(), violations)));
    }
}
