package signalbox.host.wire;

import signalbox.source.JsonSchema;
import tools.jackson.databind.node.ObjectNode;

/// A schema of a caller, to hold answers and arguments to.
public final class AnswerSchema {
    private AnswerSchema() {}

    /// Whatever dialect it names it is read as 2020-12: the keywords that SDKs write mean the same there.
    ///
    /// @throws IllegalArgumentException where it is no schema
    public static JsonSchema of(ObjectNode schema) {
        ObjectNode plain = schema.deepCopy();
        plain.remove("$schema");
        return JsonSchema.of(plain);
    }
}
