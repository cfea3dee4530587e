package signalbox.host.turn;

/// Why an answer ended. Whether it asks for tools is decided by the presence of calls, never by this.
public enum FinishReason {
    STOP,
    TOOL_CALLS,
    LENGTH,
    /// What is said is why nothing else is.
    REFUSED
}
