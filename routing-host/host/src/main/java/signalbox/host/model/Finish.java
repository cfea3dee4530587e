package signalbox.host.model;

/// Why an answer ended. Whether it asks for tools is decided by the presence of calls, never by this.
public enum Finish {
    STOP,
    TOOL_CALLS,
    LENGTH
}
