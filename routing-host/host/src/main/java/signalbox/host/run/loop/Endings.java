package signalbox.host.run.loop;

import java.util.List;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.ToolCall;

/// How a run ends.
final class Endings {
    private Endings() {}

    static Move completed(String finish, String output) {
        return end(RunStatus.COMPLETED, "", finish, output, List.of());
    }

    static Move handedBack(String output, List<ToolCall> calls) {
        return end(RunStatus.COMPLETED, "", "tool_calls", output, calls);
    }

    static Move stopped(LiveRun run, String reason) {
        return end(RunStatus.STOPPED, reason, "", run.state().output(), List.of());
    }

    static Move failed(LiveRun run, String reason) {
        return end(RunStatus.FAILED, reason, "", run.state().output(), List.of());
    }

    /// The caller's wish, or the end of its time.
    static Move over(LiveRun run) {
        return stopped(run, run.cancellation().isCancelled() ? "cancelled by the caller" : "the deadline has passed");
    }

    private static Move end(RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack) {
        return new Move.End(new Entry.Finished(status, reason, finish, output, handedBack));
    }
}
