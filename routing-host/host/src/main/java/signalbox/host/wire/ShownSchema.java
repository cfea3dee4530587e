package signalbox.host.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of a tool's arguments, in what providers take. Arguments are always checked against the original.
public final class ShownSchema {
    private static final List<String> NOT_AT_ROOT = List.of("$schema", "oneOf", "anyOf", "allOf", "not", "enum");
    private static final List<String> UNIONS = List.of("anyOf", "oneOf");
    private static final int MOST_NODES = 20_000;

    private final ObjectNode root;
    private final Deque<String> within = new ArrayDeque<>();
    private int nodes;

    private ShownSchema(ObjectNode root) {
        this.root = root;
    }

    /// With an object at the root: `type`, `properties`, and none of the keywords providers refuse there.
    public static ObjectNode rooted(ObjectNode schema) {
        boolean union = UNIONS.stream().anyMatch(name -> schema.path(name).valueStream()
                .anyMatch(branch -> branch.has("properties") || branch.has("$ref")));
        ObjectNode root = schema.has("$ref") || union ? inlined(schema) : schema.deepCopy();
        if (union) {
            join(root);
        }
        NOT_AT_ROOT.forEach(root::remove);
        root.put("type", "object");
        if (!root.path("properties").isObject()) {
            root.set("properties", WireJson.object());
        }
        return root;
    }

    /// Puts the branches of a union at the root together: the properties of all, required what all require, and the rest in
    /// words.
    private static void join(ObjectNode root) {
        ObjectNode properties = root.path("properties") instanceof ObjectNode own ? own : WireJson.object();
        Set<String> required = new LinkedHashSet<>(texts(root.path("required")));
        StringJoiner words = new StringJoiner("; or ", "Give one of these together: ", ".");
        for (String union : UNIONS) {
            Set<String> common = null;
            for (JsonNode branch : root.path(union)) {
                branch.path("properties").properties().forEach(field -> properties.set(
                        field.getKey(), either(properties.get(field.getKey()), field.getValue())));
                List<String> due = texts(branch.path("required"));
                words.add(due.isEmpty() ? "nothing more" : String.join(", ", due));
                if (common == null) {
                    common = new LinkedHashSet<>(due);
                }
                common.retainAll(due);
            }
            required.addAll(common == null ? Set.of() : common);
        }
        root.set("properties", properties);
        if (!required.isEmpty()) {
            ArrayNode list = root.putArray("required");
            required.forEach(list::add);
        }
        String said = root.path("description").asString("");
        root.put("description", said.isBlank() ? words.toString() : said + " " + words);
    }

    private static JsonNode either(@Nullable JsonNode one, JsonNode other) {
        if (one == null || one.equals(other)) {
            return other;
        }
        if (one.path("anyOf") instanceof ArrayNode all && one.size() == 1) {
            all.add(other);
            return one;
        }
        ObjectNode either = WireJson.object();
        either.putArray("anyOf").add(one).add(other);
        return either;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
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
