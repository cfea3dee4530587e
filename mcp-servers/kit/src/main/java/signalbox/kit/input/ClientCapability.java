package signalbox.kit.input;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a client may declare that it can do.
public enum ClientCapability {
    ELICITATION,
    SAMPLING,
    ROOTS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// Those of MCP's `ClientCapabilities` that are declared.
    public static Set<ClientCapability> declared(JsonNode capabilities) {
        var declared = EnumSet.noneOf(ClientCapability.class);
        for (var capability : values()) {
            if (capability.isDeclared(capabilities.path(capability.word()))) {
                declared.add(capability);
            }
        }
        return declared;
    }

    /// Of elicitation only forms are used: a client that names modes must name that one (client/elicitation, "Capabilities").
    private boolean isDeclared(JsonNode declared) {
        return declared.isObject() && (this != ELICITATION || declared.has("form") || !declared.has("url"));
    }

    /// As MCP's client capabilities write it.
    public String word() {
        return word;
    }
}
