package signalbox.host.run;

import signalbox.host.ledger.RunId;

/// What became of the wish to start a run.
public sealed interface RunStart {
    /// @param repeated the same idempotency key and body came before: this is that run
    record Accepted(RunId run, boolean repeated) implements RunStart {}

    /// The idempotency key was used with another request within 24 hours.
    record Conflict(String problem) implements RunStart {}

    /// There is no such model, or it is not granted: both are answered alike.
    record UnknownModel(String problem) implements RunStart {}

    /// A server or a tool that was named gives the caller no tool: what is hidden and what is not there are answered alike.
    record UnknownTools(String problem) implements RunStart {}

    /// The request makes no sense.
    record Invalid(String problem) implements RunStart {}

    /// As many runs as the host takes are running.
    record Busy(String problem) implements RunStart {}

    /// As many runs of this caller as one may have are running: it is the caller who has to wait for its own.
    record CallerBusy(String problem) implements RunStart {}
}
