package signalbox.kit.work;

import signalbox.kit.ToolOutcome;
import signalbox.kit.ask.Questions;

/// What became of a job.
public sealed interface Done {
    /// The work ended, now or, when repeated, at an earlier call with the same id.
    record Finished(ToolOutcome outcome, boolean repeated) implements Done {}

    /// The work needs answers first; nothing remains of it.
    record Asking(Questions questions) implements Done {}

    /// The right to it ended while it waited to begin; nothing was begun.
    record Withdrawn() implements Done {}

    /// The call id stands for another call.
    record Clash(String earlierTool) implements Done {}

    /// Not done within the deadline; nothing remains of it.
    record Expired(long seconds) implements Done {}

    /// Nobody waits for it any more; nothing remains of it.
    record Cancelled() implements Done {}

    /// The work or the store broke; nothing remains of it.
    record Broken() implements Done {}
}
