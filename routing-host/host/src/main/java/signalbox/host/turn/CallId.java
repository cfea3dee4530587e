package signalbox.host.turn;

/// Our own id of a tool call. Provider ids are derived from it and mapped back; it carries no state.
public record CallId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
