package signalbox.kit.tool;

import signalbox.kit.input.InputRequired;

/// What a run of a tool's work comes to.
public sealed interface ToolAnswer permits ToolOutcome, ToolAnswer.Asking {
    /// It cannot go on without answers.
    record Asking(InputRequired questions) implements ToolAnswer {}
}
