package signalbox.policy.grant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema of a tool's arguments as a caller with these grants should see it: never narrower than what it may send.
///
/// An argument is narrowed where every grant constrains it alike, or each to a list of values.
public final class Narrowing {
    private final ObjectNode schema;

    private Narrowing(ObjectNode schema) {
        this.schema = schema;
    }

    /// @param grants those that some arguments could pass, at least one
    public static ObjectNode of(ObjectNode input, List<Grant> grants) {
        var narrowing = new Narrowing(input.deepCopy());
        var shared = new TreeSet<>(grants.getFirst().args().keySet());
        grants.forEach(grant -> shared.retainAll(grant.args().keySet()));
        for (var path : shared) {
            narrowing.require(path);
            var together = together(grants.stream().map(grant -> grant.args().getOrDefault(path, Constraint.NONE)).toList());
            if (together != null && path.schemaIn(narrowing.schema) instanceof ObjectNode property) {
                apply(together, property);
            }
        }
        return narrowing.schema;
    }

    private static @Nullable Constraint together(List<Constraint> constraints) {
        var first = constraints.getFirst();
        if (constraints.stream().allMatch(first::equals)) {
            return first;
        }
        var values = new ArrayList<JsonNode>();
        for (var constraint : constraints) {
            if (constraint.values() == null) {
                return null;
            }
            constraint.values().stream()
                    .filter(value -> values.stream().noneMatch(known -> Constraint.same(known, value)))
                    .forEach(values::add);
        }
        return new Constraint(values, null, null, null, null);
    }

    private void require(ArgumentPath path) {
        JsonNode at = schema;
        for (var step : path.steps()) {
            if (!(at instanceof ObjectNode object) || !at.path("properties").has(step)) {
                return;
            }
            var required = object.path("required") instanceof ArrayNode known ? known : object.putArray("required");
            if (required.valueStream().noneMatch(name -> name.asString().equals(step))) {
                required.add(step);
            }
            at = at.path("properties").path(step);
        }
    }

    private static void apply(Constraint constraint, ObjectNode property) {
        if (constraint.values() != null) {
            values(constraint.values(), property);
        }
        if (constraint.members() != null) {
            members(constraint.members(), property);
        }
        if (constraint.pattern() != null) {
            pattern(constraint.pattern().pattern(), property);
        }
        if (constraint.minimum() != null && isAbove(constraint.minimum(), property.path("minimum"))) {
            property.put("minimum", constraint.minimum());
        }
        if (constraint.maximum() != null && isBelow(constraint.maximum(), property.path("maximum"))) {
            property.put("maximum", constraint.maximum());
        }
    }

    private static boolean isAbove(BigDecimal bound, JsonNode present) {
        return !present.isNumber() || bound.compareTo(present.decimalValue()) > 0;
    }

    private static boolean isBelow(BigDecimal bound, JsonNode present) {
        return !present.isNumber() || bound.compareTo(present.decimalValue()) < 0;
    }

    private static void values(List<JsonNode> values, ObjectNode property) {
        if (property.has("const")) {
            return;
        }
        var domain = Domain.of(property);
        var left = values.stream().filter(domain::holds).toList();
        property.remove("enum");
        if (left.size() == 1) {
            property.set("const", left.getFirst());
        } else {
            property.putArray("enum").addAll(left);
        }
    }

    private static void members(List<JsonNode> members, ObjectNode property) {
        var type = property.path("type").asString("");
        if (type.equals("array")) {
            if (!property.has("items")) {
                property.putObject("items");
            }
            if (property.path("items") instanceof ObjectNode items) {
                values(members, items);
            }
        } else if (!type.isEmpty()) {
            values(members, property);
        }
    }

    private static void pattern(String pattern, ObjectNode property) {
        if (!property.has("pattern")) {
            property.put("pattern", pattern);
        } else if (!property.path("pattern").asString().equals(pattern)) {
            var both = property.path("allOf") instanceof ArrayNode known ? known : property.putArray("allOf");
            both.addObject().put("pattern", pattern);
        }
    }
}
