package signalbox.host.turn;

/// Whether a model must call a tool.
public sealed interface ToolChoice {
    record Auto() implements ToolChoice {}

    record None() implements ToolChoice {}

    /// Any one of the offered tools.
    record Required() implements ToolChoice {}

    record Named(String tool) implements ToolChoice {}
}
