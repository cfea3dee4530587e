package signalbox.kit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a call came to: a text, and for a typed tool also the structured result its output schema promises.
///
/// @param error whether the work refused; what it wrote is then undone
public record ToolOutcome(String text, @Nullable JsonNode structured, boolean error) {
    public static ToolOutcome text(String text) {
        return new ToolOutcome(text, null, false);
    }

    public static ToolOutcome structured(String text, JsonNode structured) {
        return new ToolOutcome(text, structured, false);
    }

    public static ToolOutcome error(String text) {
        return new ToolOutcome(text, null, true);
    }
}
