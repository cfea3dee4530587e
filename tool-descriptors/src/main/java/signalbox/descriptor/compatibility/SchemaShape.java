package signalbox.descriptor.compatibility;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A schema without what only explains it: two schemas of one shape accept the same values.
public final class SchemaShape {
    private static final Set<String> EXPLAINING = Set.of(
            "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema",
            "x-mcp-header");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "dependentSchemas", "$defs");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> SINGLE = Set.of(
            "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
            "unevaluatedItems", "unevaluatedProperties");

    private SchemaShape() {}

    public static JsonNode of(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        var shape = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((keyword, value) -> {
            if (!EXPLAINING.contains(keyword)) {
                shape.set(keyword, ofKeyword(keyword, value));
            }
        });
        return shape;
    }

    private static JsonNode ofKeyword(String keyword, JsonNode value) {
        if (SINGLE.contains(keyword)) {
            return of(value);
        }
        if (MAPS.contains(keyword)) {
            var map = JsonNodeFactory.instance.objectNode();
            value.forEachEntry((name, schema) -> map.set(name, of(schema)));
            return map;
        }
        if (LISTS.contains(keyword)) {
            var list = JsonNodeFactory.instance.arrayNode();
            value.forEach(schema -> list.add(of(schema)));
            return list;
        }
        return value;
    }

    /// Whether it may contain a reference anywhere.
    static boolean hasReferences(JsonNode node) {
        return node.has("$ref") || node.has("$dynamicRef") || node.valueStream().anyMatch(SchemaShape::hasReferences);
    }
}
