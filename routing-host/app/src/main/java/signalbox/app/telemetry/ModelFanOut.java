package signalbox.app.telemetry;

import signalbox.host.telemetry.EndedRun;
import signalbox.host.telemetry.ModelRequest;
import signalbox.host.telemetry.ModelTelemetry;

/// Tells two.
record ModelFanOut(ModelTelemetry first, ModelTelemetry second) implements ModelTelemetry {
    @Override
    public void settled(ModelRequest request) {
        first.settled(request);
        second.settled(request);
    }

    @Override
    public void routed(String rule) {
        first.routed(rule);
        second.routed(rule);
    }

    @Override
    public void ended(EndedRun run) {
        first.ended(run);
        second.ended(run);
    }
}
