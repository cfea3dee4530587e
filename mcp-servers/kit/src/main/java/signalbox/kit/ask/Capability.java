package signalbox.kit.ask;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a client may have declared that it can do.
public enum Capability {
    ELICITATION,
    SAMPLING,
    ROOTS;

    /// Those of MCP's `ClientCapabilities` that are declared.
    public static Set<Capability> declared(JsonNode capabilities) {
        var declared = EnumSet.noneOf(Capability.class);
        for (var capability : values()) {
            if (capabilities.path(capability.word()).isObject()) {
                declared.add(capability);
            }
        }
        return declared;
    }

    /// As MCP's client capabilities write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
