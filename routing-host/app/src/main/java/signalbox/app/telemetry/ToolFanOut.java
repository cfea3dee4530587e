package signalbox.app.telemetry;

import signalbox.kit.telemetry.McpOperation;
import signalbox.kit.telemetry.PermissionOutcome;
import signalbox.kit.telemetry.ToolTelemetry;

/// Tells two.
record ToolFanOut(ToolTelemetry first, ToolTelemetry second) implements ToolTelemetry {
    @Override
    public void answered(McpOperation operation) {
        first.answered(operation);
        second.answered(operation);
    }

    @Override
    public void decided(PermissionOutcome decision) {
        first.decided(decision);
        second.decided(decision);
    }
}
