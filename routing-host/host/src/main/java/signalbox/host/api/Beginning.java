package signalbox.host.api;

import signalbox.host.ledger.RunId;
import signalbox.host.run.Started;

/// The run that was started, or the refusal its caller gets.
final class Beginning {
    private Beginning() {}

    static RunId of(Started started) {
        return switch (started) {
            case Started.Accepted(var run, var _) -> run;
            case Started.Conflict(var problem) -> throw new Refusal(ApiError.conflict(problem));
            case Started.UnknownModel(var problem) -> throw new Refusal(ApiError.unknownModel(problem));
            case Started.UnknownTools(var problem) -> throw Refusal.invalid("tools", problem);
            case Started.Invalid(var problem) -> throw new Refusal(ApiError.invalid(null, problem));
            case Started.Busy(var problem) -> throw new Refusal(ApiError.busy(problem));
        };
    }
}
