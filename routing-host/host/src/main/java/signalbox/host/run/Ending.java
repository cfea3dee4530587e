package signalbox.host.run;

import java.util.List;
import signalbox.host.ledger.RunStatus;
import signalbox.host.turn.ToolCall;

/// How a run ends.
record Ending(RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack) {
    static Ending completed(String finish, String output) {
        return new Ending(RunStatus.COMPLETED, "", finish, output, List.of());
    }

    static Ending handedBack(String output, List<ToolCall> calls) {
        return new Ending(RunStatus.COMPLETED, "", "tool_calls", output, calls);
    }

    static Ending stopped(String reason, String output) {
        return new Ending(RunStatus.STOPPED, reason, "", output, List.of());
    }

    static Ending failed(String reason, String output) {
        return new Ending(RunStatus.FAILED, reason, "", output, List.of());
    }
}
