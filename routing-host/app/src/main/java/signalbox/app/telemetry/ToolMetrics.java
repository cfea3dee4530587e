package signalbox.app.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import signalbox.app.config.SignalboxProperties;
import signalbox.kit.telemetry.McpOperation;
import signalbox.kit.telemetry.PermissionOutcome;
import signalbox.kit.telemetry.ToolTelemetry;

/// The metrics of the MCP servers.
final class ToolMetrics implements ToolTelemetry {
    private final LabelledMeters<Timer> durations;
    private final LabelledMeters<Counter> decisions;
    private final LabelledMeters<Counter> denials;
    private final BoundedLabel tools;
    private final BoundedLabel principals;

    ToolMetrics(MeterRegistry registry, SignalboxProperties.Metrics bounds) {
        tools = new BoundedLabel(bounds.tools());
        principals = new BoundedLabel(bounds.principals());
        durations = new LabelledMeters<>(List.of(SemanticConventions.MCP_METHOD, SemanticConventions.TOOL, SemanticConventions.ERROR), tags ->
                Timer.builder("mcp.server.operation.duration")
                        .description("MCP request duration as observed on the receiver.")
                        .tags(tags)
                        .serviceLevelObjectives(SemanticConventions.mcpSeconds())
                        .register(registry));
        decisions = new LabelledMeters<>(List.of("signalbox.decision", "signalbox.outcome"), tags ->
                Counter.builder("signalbox.permission.decisions")
                        .description("Permission decisions, and what became of the calls.")
                        .tags(tags)
                        .register(registry));
        denials = new LabelledMeters<>(List.of("signalbox.principal"), tags ->
                Counter.builder("signalbox.permission.denials").description("Denied calls by caller.").tags(tags).register(registry));
    }

    @Override
    public void answered(McpOperation operation) {
        durations.with(
                        operation.method(),
                        operation.tool() == null ? SemanticConventions.NONE : tools.of(operation.tool()),
                        operation.error().isEmpty() ? SemanticConventions.NONE : operation.error())
                .record(operation.took());
    }

    @Override
    public void decided(PermissionOutcome decision) {
        decisions.with(decision.decision(), decision.outcome()).increment();
        if (!decision.decision().equals("allow")) {
            denials.with(principals.of(decision.caller())).increment();
        }
    }
}
