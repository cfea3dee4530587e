package signalbox.host.turn;

import tools.jackson.databind.node.ObjectNode;

/// A tool as a model is shown it.
///
/// @param name as every provider is shown it; at most 64 characters of `[a-zA-Z0-9_-]`
/// @param schema the original JSON Schema of the arguments; each wire shows the subset its provider understands
/// @param strict whether arguments that do not fit the schema are no call at all
public record ToolOffer(String name, String description, ObjectNode schema, boolean strict) {
    public ToolOffer(String name, String description, ObjectNode schema) {
        this(name, description, schema, false);
    }
}
