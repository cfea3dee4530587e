package signalbox.kit.call;

import signalbox.kit.input.InputRequired;
import signalbox.kit.tool.ToolOutcome;

/// What became of a job.
public sealed interface InvocationOutcome {
    /// The work ended, now or, when repeated, at an earlier call with the same id.
    record Finished(ToolOutcome outcome, boolean repeated) implements InvocationOutcome {}

    /// The work needs answers first; nothing remains of it.
    record Asking(InputRequired questions) implements InvocationOutcome {}

    /// The right to it ended while it waited to begin; nothing was begun.
    record Withdrawn() implements InvocationOutcome {}

    /// The call id stands for another call.
    record Clash(String earlierTool) implements InvocationOutcome {}

    /// Not done within the deadline; nothing remains of it.
    record Expired(long seconds) implements InvocationOutcome {}

    /// Nobody waits for it any more; nothing remains of it.
    record Cancelled() implements InvocationOutcome {}

    /// The work or the store broke; nothing remains of it.
    record Broken() implements InvocationOutcome {}
}
