package signalbox.kit;

import signalbox.kit.ask.Questions;

/// What a run of a tool's work comes to.
public sealed interface ToolAnswer permits ToolOutcome, ToolAnswer.Asking {
    /// It cannot go on without answers.
    record Asking(Questions questions) implements ToolAnswer {}
}
