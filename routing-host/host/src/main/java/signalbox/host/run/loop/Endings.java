package signalbox.host.run.loop;

import java.util.List;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.StopCode;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;

/// How a run ends.
final class Endings {
    private Endings() {}

    /// @param cut whether the answer ended where its tokens did
    static Transition answered(Turn.Assistant answer, boolean cut) {
        return new Transition.End(
                new Entry.Finished(RunStatus.COMPLETED, "", cut ? "length" : "stop", answer.text(), List.of()));
    }

    /// What was asked for is with its caller.
    static Transition produced() {
        return new Transition.End(new Entry.Finished(RunStatus.COMPLETED, "", "stop", "", List.of()));
    }

    static Transition handedBack(String output, List<ToolCall> calls) {
        return new Transition.End(new Entry.Finished(RunStatus.COMPLETED, "", "tool_calls", output, calls));
    }

    /// @param code a [StopCode]
    static Transition stopped(LiveRun run, String code, String reason) {
        return end(run, RunStatus.STOPPED, reason, new Setback(Setback.Culprit.LATER, code, null));
    }

    static Transition stopped(LiveRun run, Setback why, String reason) {
        return end(run, RunStatus.STOPPED, reason, why);
    }

    static Transition failed(LiveRun run, Setback why, String reason) {
        return end(run, RunStatus.FAILED, reason, why);
    }

    /// The caller's wish, or the end of its time.
    static Transition over(LiveRun run) {
        return run.cancellation().isCancelled()
                ? stopped(run, StopCode.CANCELLED, "cancelled by the caller")
                : stopped(run, StopCode.DEADLINE, "the deadline has passed");
    }

    /// Whoever thinks of asking again must know what was done already.
    private static Transition end(LiveRun run, RunStatus status, String reason, Setback why) {
        var told = new StringBuilder(reason);
        run.writes().forEach(write -> told.append("\nwritten before: ").append(write));
        return new Transition.End(new Entry.Finished(
                status, told.toString(), why.code(), run.state().output(), List.of(), why.retryAfter(), why.parameter()));
    }
}
