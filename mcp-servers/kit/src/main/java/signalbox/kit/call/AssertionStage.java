package signalbox.kit.call;

import signalbox.descriptor.ToolName;
import signalbox.identity.AssertionCoverage;
import signalbox.identity.CallerAssertion;
import signalbox.identity.CallerAssertions;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.view.ToolNames;

/// A host calls only what it has asserted for its caller: this tool with these arguments, once.
///
/// A name that no tool has is checked in the same way, so that nobody learns from a wrong assertion which tools there are.
record AssertionStage(CallerAssertions assertions, DecisionRecorder recorder) implements CallStage {
    private static final String UNCOVERED = "The host's assertion does not cover this call: make one for exactly this tool"
            + " version and these arguments, and use it once.";

    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        return switch (coverage(call)) {
            case AssertionCoverage.Covered() -> onward.next(call);
            case AssertionCoverage.Refused(var reason) -> {
                var why = DecisionRecorder.Why.request(call.revision(), reason);
                var denial = recorder.denial(call.caller(), call.subject(), "assertion", why);
                yield onward.end(call.ended(denial, CallOutcome.DENIED, new CallToolResult.Uncovered(UNCOVERED)));
            }
        };
    }

    private AssertionCoverage coverage(Invocation call) {
        var delegation = call.caller().delegation();
        if (delegation == null) {
            return new AssertionCoverage.Covered();
        }
        var asserted = delegation.assertion().call();
        if (asserted == null || !isNamed(call, asserted.tool().name())) {
            return new AssertionCoverage.Refused("it was made for " + (asserted == null ? "no call" : asserted.tool()));
        }
        return assertions.atCall(delegation.assertion(), new CallerAssertion.Call(asserted.tool(), call.request().argsDigest()));
    }

    private static boolean isNamed(Invocation call, ToolName asserted) {
        if (call.tool() != null) {
            return asserted.equals(call.tool());
        }
        var endpoint = call.caller().endpoint();
        var server = EndpointPath.server(endpoint);
        return (server == null || server.equals(asserted.server()))
                && ToolNames.at(endpoint, asserted).equals(call.request().name());
    }
}
