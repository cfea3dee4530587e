package signalbox.host.run.loop;

import java.util.List;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.ToolCall;

/// How a run ends.
final class Endings {
    private Endings() {}

    static Transition completed(String finish, String output) {
        return end(RunStatus.COMPLETED, "", finish, output, List.of());
    }

    static Transition handedBack(String output, List<ToolCall> calls) {
        return end(RunStatus.COMPLETED, "", "tool_calls", output, calls);
    }

    static Transition stopped(LiveRun run, String reason) {
        return end(RunStatus.STOPPED, reason, "", run.state().output(), List.of());
    }

    static Transition failed(LiveRun run, String reason) {
        return end(RunStatus.FAILED, reason, "", run.state().output(), List.of());
    }

    /// The caller's wish, or the end of its time.
    static Transition over(LiveRun run) {
        return stopped(run, run.cancellation().isCancelled() ? "cancelled by the caller" : "the deadline has passed");
    }

    private static Transition end(RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack) {
        return new Transition.End(new Entry.Finished(status, reason, finish, output, handedBack));
    }
}
