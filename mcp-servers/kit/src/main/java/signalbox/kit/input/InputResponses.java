package signalbox.kit.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The answers to what the work asked at an earlier try, each of the form that its question asked for.
///
/// @param given MCP's result for each question, by its key; a person may have declined: look at `action`
/// @param state what the work left for itself
public record InputResponses(Map<String, ObjectNode> given, String state) {
    public static final InputResponses NONE = new InputResponses(Map.of(), "");

    public InputResponses {
        given = Map.copyOf(given);
    }

    public @Nullable ObjectNode to(String key) {
        return given.get(key);
    }
}
