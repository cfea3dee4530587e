package signalbox.descriptor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An argument whose value a client also sends as a header (MCP 2026-07-28, streamable HTTP, "Custom Headers from Tool
/// Parameters").
///
/// @param header the header's name without `Mcp-Param-`; names are the same whatever their case
/// @param path the names of the properties that lead to the argument, at least one
public record HeaderParameter(String header, List<String> path) {
    /// What the name of every such header starts with.
    public static final String PREFIX = "Mcp-Param-";

    public HeaderParameter {
        path = List.copyOf(path);
    }

    /// The value in a call's arguments, or null where it is absent or JSON's null: then there must be no header.
    public @Nullable JsonNode in(JsonNode arguments) {
        JsonNode at = arguments;
        for (var step : path) {
            at = at.isObject() ? at.get(step) : null;
            if (at == null) {
                return null;
            }
        }
        return at.isNull() ? null : at;
    }
}
