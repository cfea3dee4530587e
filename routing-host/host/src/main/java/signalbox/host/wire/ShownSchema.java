package signalbox.host.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of a tool's arguments, in what providers take. Arguments are always checked against the original.
public final class ShownSchema {
    private static final List<String> NOT_AT_ROOT = List.of("$schema", "oneOf", "anyOf", "allOf", "not", "enum");
    private static final int MOST_NODES = 20_000;

    private final ObjectNode root;
    private final Deque<String> within = new ArrayDeque<>();
    private int nodes;

    private ShownSchema(ObjectNode root) {
        this.root = root;
    }

    /// With an object at the root: `type`, `properties`, and none of the keywords providers refuse there.
    public static ObjectNode rooted(ObjectNode schema) {
        ObjectNode root = schema.has("$ref") ? inlined(schema) : schema.deepCopy();
        NOT_AT_ROOT.forEach(root::remove);
        root.put("type", "object");
        if (!root.path("properties").isObject()) {
            root.set("properties", WireJson.object());
        }
        return root;
    }

    /// With every local `$ref` replaced by what it means; one that leads to itself, or nowhere, accepts anything, and so
    /// does what lies beyond 20,000 nodes.
    public static ObjectNode inlined(ObjectNode schema) {
        ObjectNode bare = schema.deepCopy();
        bare.remove(List.of("$defs", "definitions"));
        return new ShownSchema(schema).expanded(bare) instanceof ObjectNode object ? object : WireJson.object();
    }

    private JsonNode expanded(JsonNode node) {
        nodes++;
        if (nodes > MOST_NODES) {
            return WireJson.object();
        }
        return switch (node) {
            case ObjectNode object when object.path("$ref").isString() -> resolved(object);
            case ObjectNode object -> {
                ObjectNode copy = WireJson.object();
                object.properties().forEach(field -> copy.set(field.getKey(), expanded(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = WireJson.array();
                array.forEach(item -> copy.add(expanded(item)));
                yield copy;
            }
            case JsonNode value -> value;
        };
    }

    private JsonNode resolved(ObjectNode object) {
        String ref = object.path("$ref").stringValue();
        ObjectNode beside = object.deepCopy();
        beside.remove("$ref");
        JsonNode target = target(ref);
        if (!target.isObject() || within.contains(ref)) {
            return expanded(beside);
        }
        within.push(ref);
        JsonNode meant = expanded(target);
        within.pop();
        if (meant instanceof ObjectNode merged) {
            expanded(beside).properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        }
        return meant;
    }

    private JsonNode target(String ref) {
        if (!ref.startsWith("#")) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode target = root.at(JsonPointer.compile(ref.substring(1)));
            if (target instanceof ObjectNode object && (object.has("$defs") || object.has("definitions"))) {
                ObjectNode bare = object.deepCopy();
                bare.remove(List.of("$defs", "definitions"));
                return bare;
            }
            return target;
        } catch (IllegalArgumentException noPointer) {
            return MissingNode.getInstance();
        }
    }
}
