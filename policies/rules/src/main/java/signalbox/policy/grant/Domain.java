package signalbox.policy.grant;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.policy.condition.LinearRegex;
import tools.jackson.databind.JsonNode;

/// The values that a tool's schema lets one argument take, as far as a list looks at them.
///
/// @param types JSON Schema types; empty where any will do
record Domain(Set<String> types, Constraint constraint) {
    static final Domain ANY = new Domain(Set.of(), Constraint.NONE);

    Domain {
        types = Set.copyOf(types);
    }

    static Domain of(JsonNode schema) {
        var types = new HashSet<String>();
        var type = schema.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString()));
        List<JsonNode> values = schema.has("const") ? List.of(schema.path("const"))
                : schema.path("enum").isArray() ? schema.path("enum").valueStream().toList() : null;
        return new Domain(types, new Constraint(
                values, null, pattern(schema.path("pattern")), number(schema.path("minimum")), number(schema.path("maximum"))));
    }

    /// Whether a written value is one the schema takes; a keyword that is about another type says nothing.
    boolean holds(JsonNode value) {
        if (!types.isEmpty() && !types.contains(typeOf(value))
                && !(types.contains("number") && value.isNumber())) {
            return false;
        }
        return constraint.test(value) != Match.NO;
    }

    /// Whether a text that nobody wrote down may be among the values.
    boolean isOpenToText() {
        return constraint.values() == null && (types.isEmpty() || types.contains("string"));
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NUMBER -> value.decimalValue().stripTrailingZeros().scale() <= 0 ? "integer" : "number";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    private static @Nullable Pattern pattern(JsonNode node) {
        try {
            return node.isString() ? LinearRegex.compile(node.stringValue()) : null;
        } catch (PatternSyntaxException _) {
            return null;
        }
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }
}
