package signalbox.host.run;

import java.util.List;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.ToolCall;

/// How a run ends.
record RunEnding(RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack) {
    static RunEnding completed(String finish, String output) {
        return new RunEnding(RunStatus.COMPLETED, "", finish, output, List.of());
    }

    static RunEnding handedBack(String output, List<ToolCall> calls) {
        return new RunEnding(RunStatus.COMPLETED, "", "tool_calls", output, calls);
    }

    static RunEnding stopped(String reason, String output) {
        return new RunEnding(RunStatus.STOPPED, reason, "", output, List.of());
    }

    static RunEnding failed(String reason, String output) {
        return new RunEnding(RunStatus.FAILED, reason, "", output, List.of());
    }
}
