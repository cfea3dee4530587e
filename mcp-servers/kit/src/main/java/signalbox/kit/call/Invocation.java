package signalbox.kit.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.audit.RecordedDecision;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.tool.ToolOutcome;
import signalbox.kit.view.VersionChoice;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.PermissionDecision;

/// A call on its way through the stages: what came in, and what each stage has found out so far.
///
/// @param rules in force when it came in: all stages go by these
/// @param start by `System.nanoTime()`
/// @param tool that has the requested name at the endpoint, or null
/// @param version chosen by the stage `version`, with the reason; null before
/// @param decided the decision of the stage `permission`, null before
/// @param end null while it goes on
record Invocation(
        CallContext context,
        CallToolRequest request,
        ToolRules rules,
        long start,
        @Nullable ToolName tool,
        VersionChoice.Choice.@Nullable Chosen version,
        @Nullable RecordedDecision decided,
        @Nullable Ending end) {
    static Invocation of(CallContext context, CallToolRequest request, ToolRules rules, @Nullable ToolName tool) {
        return new Invocation(context, request, rules, System.nanoTime(), tool, null, null, null);
    }

    Invocation chosen(VersionChoice.Choice.Chosen chosen) {
        return new Invocation(context, request, rules, start, tool, chosen, decided, end);
    }

    Invocation decided(RecordedDecision decision) {
        return new Invocation(context, request, rules, start, tool, version, decision, end);
    }

    Invocation ended(RecordedDecision decision, CallOutcome outcome, CallToolResult result) {
        return new Invocation(context, request, rules, start, tool, version, decided, new Ending(decision, outcome, result));
    }

    /// Ended with what its tool gives, or gave at an earlier call with the same id.
    Invocation finished(CallOutcome outcome, ToolOutcome given) {
        return ended(decision(), outcome, new CallToolResult.Answered(
                descriptor(), given, decision(), outcome == CallOutcome.REPEATED));
    }

    /// Ended with an error for the assistant to read.
    Invocation failed(CallOutcome outcome, String text) {
        return finished(outcome, ToolOutcome.error(text));
    }

    /// The version that runs, once it is chosen.
    Descriptor descriptor() {
        return Objects.requireNonNull(version, "the stage 'version' comes first").descriptor();
    }

    /// The decision of the permission stage, once it is made.
    RecordedDecision decision() {
        return Objects.requireNonNull(decided, "the stage 'permission' comes first");
    }

    Ending ending() {
        return Objects.requireNonNull(end, "the call has not ended");
    }

    CallerContext caller() {
        return context.caller();
    }

    boolean mayWrite() {
        return descriptor().effect().effectClass() != EffectClass.READ;
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Whether these rules let this caller call this version with these arguments.
    PermissionDecision decide(ToolRules by, Descriptor descriptor) {
        return by.permissions().decide(
                caller().principal(), caller().scopes(), descriptor, descriptor.effect(), new Arguments.Given(request.arguments()));
    }

    DecisionRecorder.Subject subject(ToolId id) {
        return new DecisionRecorder.Subject(
                id.name().toString(), id.version().toString(), version == null ? null : version.by(), request.argsDigest());
    }

    /// What was asked for where no version is chosen: the tool, or the name that no tool has.
    DecisionRecorder.Subject subject() {
        return new DecisionRecorder.Subject(tool == null ? request.name() : tool.toString(), null, null, request.argsDigest());
    }

    String revision() {
        return rules.permissions().revision();
    }
}
