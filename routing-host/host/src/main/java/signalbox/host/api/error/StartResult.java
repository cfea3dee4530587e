package signalbox.host.api.error;

import signalbox.host.ledger.RunId;
import signalbox.host.run.RunStart;

/// The run that was started, or the refusal its caller gets.
public final class StartResult {
    private StartResult() {}

    public static RunId of(RunStart started) {
        return switch (started) {
            case RunStart.Accepted(var run, var _) -> run;
            case RunStart.Conflict(var problem) -> throw new ApiRefusal(ApiError.conflict(problem));
            case RunStart.UnknownModel(var problem) -> throw new ApiRefusal(ApiError.unknownModel(problem));
            case RunStart.UnknownTools(var problem) -> throw ApiRefusal.invalid("tools", problem);
            case RunStart.Invalid(var problem) -> throw new ApiRefusal(ApiError.invalid(null, problem));
            case RunStart.Busy(var problem) -> throw new ApiRefusal(ApiError.busy(problem));
            case RunStart.CallerBusy(var problem) -> throw new ApiRefusal(ApiError.callerBusy(problem));
        };
    }
}
