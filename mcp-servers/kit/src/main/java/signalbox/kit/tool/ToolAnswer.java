package signalbox.kit.tool;

import signalbox.kit.input.InputRequired;

/// What a run of a tool's work returns.
public sealed interface ToolAnswer permits ToolOutcome, ToolAnswer.Asking {
    /// It needs answers from the client first.
    record Asking(InputRequired questions) implements ToolAnswer {}
}
