package signalbox.kit.telemetry;

/// Is told what the MCP servers have done, on the thread that did it: it must be quick, and must not throw.
public interface ToolTelemetry {
    /// Measures nothing.
    ToolTelemetry NONE = new ToolTelemetry() {
        @Override
        public void answered(McpOperation operation) {}

        @Override
        public void decided(PermissionOutcome decision) {}
    };

    /// A request was answered.
    void answered(McpOperation operation);

    /// A permission decision went on record.
    void decided(PermissionOutcome decision);
}
