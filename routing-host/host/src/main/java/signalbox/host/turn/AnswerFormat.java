package signalbox.host.turn;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form that an answer's text must have: JSON that fits a schema.
///
/// @param name the caller's for it, or empty
/// @param description what it is for, or empty
/// @param strict whether the provider is asked to hold the model to the schema; the host checks the answer either way
/// @param schema a JSON Schema
public record AnswerFormat(String name, String description, boolean strict, ObjectNode schema) {
    /// Any JSON object.
    public static AnswerFormat anyObject() {
        return new AnswerFormat("", "", false, JsonNodeFactory.instance.objectNode().put("type", "object"));
    }

    /// The schema with its name and description in it, for wires that have no other place for them.
    public ObjectNode described() {
        var schema = this.schema.deepCopy();
        if (!name.isEmpty() && !schema.has("title")) {
            schema.put("title", name);
        }
        if (!description.isEmpty() && !schema.has("description")) {
            schema.put("description", description);
        }
        return schema;
    }
}
