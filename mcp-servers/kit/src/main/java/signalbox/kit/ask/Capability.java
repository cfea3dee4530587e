package signalbox.kit.ask;

import java.util.Locale;

/// What a client may have declared that it can do.
public enum Capability {
    ELICITATION,
    SAMPLING,
    ROOTS;

    /// As MCP's client capabilities write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
