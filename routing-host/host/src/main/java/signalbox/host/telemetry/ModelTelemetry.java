package signalbox.host.telemetry;

/// Is told what the host has done, on the thread that did it: it must be quick, and must not throw.
public interface ModelTelemetry {
    /// Measures nothing.
    ModelTelemetry NONE = new ModelTelemetry() {
        @Override
        public void settled(ModelRequest request) {}

        @Override
        public void routed(String rule) {}

        @Override
        public void ended(EndedRun run) {}
    };

    /// A request to a model has ended and its cost is on record.
    void settled(ModelRequest request);

    /// The routing policy has decided about a step.
    ///
    /// @param rule that took it, or empty where no rule had a model left
    void routed(String rule);

    /// A run, or a chat, has ended.
    void ended(EndedRun run);
}
