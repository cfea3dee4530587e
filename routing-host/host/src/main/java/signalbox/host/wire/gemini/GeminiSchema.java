package signalbox.host.wire.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.host.wire.ShownSchema;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema in the keywords that `parametersJsonSchema` and `responseJsonSchema` are documented to take. A keyword
/// beyond them moves into the description, so that the model still reads of it.
final class GeminiSchema {
    private static final Set<String> TAKEN = Set.of(
            "type", "format", "title", "description", "enum", "required", "additionalProperties", "propertyOrdering",
            "minItems", "maxItems", "minimum", "maximum");
    private static final Set<String> OF_ONE_SCHEMA = Set.of("items");
    private static final Set<String> OF_SCHEMAS = Set.of("anyOf", "oneOf", "prefixItems");
    private static final Set<String> WITHOUT_MEANING =
            Set.of("$schema", "$id", "$anchor", "$comment", "$defs", "definitions");

    private GeminiSchema() {}

    static ObjectNode of(ObjectNode schema) {
        ObjectNode root = ShownSchema.inlined(ShownSchema.rooted(schema));
        return reduced(root);
    }

    private static ObjectNode reduced(ObjectNode schema) {
        ObjectNode shown = WireJson.object();
        List<String> rest = new ArrayList<>();
        schema.properties().forEach(field -> {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (key.equals("properties") && value instanceof ObjectNode properties) {
                ObjectNode copy = shown.putObject("properties");
                properties.properties().forEach(property -> copy.set(property.getKey(), sub(property.getValue())));
            } else if (key.equals("const")) {
                shown.putArray("enum").add(value);
            } else if (key.equals("additionalProperties") && value instanceof ObjectNode object) {
                shown.set(key, reduced(object));
            } else if (TAKEN.contains(key)) {
                shown.set(key, value);
            } else if (OF_ONE_SCHEMA.contains(key) && value.isObject()) {
                shown.set(key, sub(value));
            } else if (OF_SCHEMAS.contains(key) && value instanceof ArrayNode list) {
                ArrayNode copy = shown.putArray(key);
                list.forEach(item -> copy.add(sub(item)));
            } else if (!WITHOUT_MEANING.contains(key)) {
                rest.add(key + ": " + WireJson.write(value));
            }
        });
        return described(shown, rest);
    }

    /// `true` and `false` are schemas too; the API takes objects alone.
    private static ObjectNode sub(JsonNode schema) {
        return schema instanceof ObjectNode object ? reduced(object) : WireJson.object();
    }

    private static ObjectNode described(ObjectNode shown, List<String> rest) {
        if (rest.isEmpty()) {
            return shown;
        }
        String said = shown.path("description").asString("");
        String more = "(" + String.join("; ", rest) + ")";
        return shown.put("description", said.isBlank() ? more : said + " " + more);
    }
}
