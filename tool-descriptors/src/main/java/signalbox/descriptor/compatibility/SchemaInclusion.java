package signalbox.descriptor.compatibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import signalbox.json.CanonicalJson;
import signalbox.json.JsonPointers;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Compares two schemas: does the wider one accept every value that the narrower one accepts?
///
/// An answer without differences is certain; a difference may also mean that the question was too hard.
public final class SchemaInclusion {
    private static final List<String> KINDS = List.of("null", "boolean", "object", "array", "number", "string");

    private final List<Difference> differences = new ArrayList<>();

    /// Where the wider schema refuses, or may refuse, what the narrower one accepts.
    ///
    /// @param pointer the keyword in question, in either schema
    /// @param known false where the two could not be compared
    public record Difference(String pointer, boolean known) {}

    private SchemaInclusion() {}

    public static List<Difference> differences(JsonNode narrower, JsonNode wider) {
        var narrow = SchemaShape.of(narrower);
        var wide = SchemaShape.of(wider);
        var inclusion = new SchemaInclusion();
        if (!same(narrow, wide) && (SchemaShape.hasReferences(narrow) || SchemaShape.hasReferences(wide))) {
            inclusion.unknown("/$ref");
        } else {
            inclusion.include(narrow, wide, "");
        }
        return List.copyOf(inclusion.differences);
    }

    private void include(JsonNode narrow, JsonNode wide, String at) {
        if (same(narrow, wide) || isTrue(wide) || isFalse(narrow)) {
            return;
        }
        if (isFalse(wide)) {
            known(at);
        } else if (narrow.has("enum") || narrow.has("const")) {
            includeWords(narrow, wide, at);
        } else {
            var kinds = kinds(narrow);
            for (var keyword : wide.propertyNames()) {
                if (kinds.contains(kindOf(keyword)) || kindOf(keyword).isEmpty()) {
                    includeKeyword(narrow, wide, keyword, at);
                }
            }
        }
    }

    private void includeWords(JsonNode narrow, JsonNode wide, String at) {
        var narrowSchema = JsonSchema.of(narrow);
        var wideSchema = JsonSchema.of(wide);
        var words = narrow.has("enum") ? narrow.path("enum") : JsonNodeFactory.instance.arrayNode().add(narrow.path("const"));
        for (var word : words) {
            if (narrowSchema.violations(word).isEmpty() && !wideSchema.violations(word).isEmpty()) {
                known(at + (wide.has("enum") ? "/enum" : ""));
                return;
            }
        }
    }

    private void includeKeyword(JsonNode narrow, JsonNode wide, String keyword, String at) {
        switch (keyword) {
            case "type" -> check(types(wide).containsAll(types(narrow)), at, keyword);
            case "minimum", "exclusiveMinimum" -> check(Bound.lower(narrow).isWithin(Bound.lower(wide)), at, keyword);
            case "maximum", "exclusiveMaximum" -> check(Bound.upper(narrow).isWithin(Bound.upper(wide)), at, keyword);
            case "minLength", "minItems", "minProperties" -> check(isAtLeast(narrow, wide, keyword), at, keyword);
            case "maxLength", "maxItems", "maxProperties" -> check(isAtMost(narrow, wide, keyword), at, keyword);
            case "multipleOf" -> check(isMultiple(narrow.path(keyword), wide.path(keyword)), at, keyword);
            case "uniqueItems" -> check(!wide.path(keyword).asBoolean() || narrow.path(keyword).asBoolean(false), at, keyword);
            case "required" -> includeRequired(narrow, wide, at);
            case "properties", "patternProperties", "additionalProperties" -> includeProperties(narrow, wide, at);
            case "items", "prefixItems" -> includeItems(narrow, wide, at);
            case "propertyNames" -> include(schema(narrow, keyword), schema(wide, keyword), at + "/propertyNames");
            case "allOf" -> includeAll(narrow, wide, at);
            case "anyOf" -> includeAny(narrow, wide, at);
            case "enum", "const" -> known(at + "/" + keyword);
            case "if", "then", "else" -> sameGroup(narrow, wide, at, List.of("if", "then", "else"));
            case "contains", "minContains", "maxContains" ->
                sameGroup(narrow, wide, at, List.of("contains", "minContains", "maxContains"));
            case "unevaluatedItems", "unevaluatedProperties" -> unknown(at + "/" + keyword);
            case "$defs", "$id", "$anchor" -> { }
            default -> sameGroup(narrow, wide, at, List.of(keyword));
        }
    }

    private void includeRequired(JsonNode narrow, JsonNode wide, String at) {
        var promised = new HashSet<String>();
        narrow.path("required").forEach(name -> promised.add(name.asString()));
        for (var name : wide.path("required")) {
            check(promised.contains(name.asString()), at, "required/" + JsonPointers.child("", name.asString()).substring(1));
        }
    }

    private void includeProperties(JsonNode narrow, JsonNode wide, String at) {
        if (narrow.has("patternProperties") || wide.has("patternProperties")) {
            sameGroup(narrow, wide, at, List.of("patternProperties", "properties", "additionalProperties"));
            return;
        }
        var names = new TreeSet<>(narrow.path("properties").propertyNames());
        names.addAll(wide.path("properties").propertyNames());
        for (var name : names) {
            include(property(narrow, name), property(wide, name), JsonPointers.child(at + "/properties", name));
        }
        include(schema(narrow, "additionalProperties"), schema(wide, "additionalProperties"), at + "/additionalProperties");
    }

    private void includeItems(JsonNode narrow, JsonNode wide, String at) {
        if (narrow.has("prefixItems") || wide.has("prefixItems")) {
            sameGroup(narrow, wide, at, List.of("prefixItems", "items"));
        } else {
            include(schema(narrow, "items"), schema(wide, "items"), at + "/items");
        }
    }

    private void includeAll(JsonNode narrow, JsonNode wide, String at) {
        if (!same(narrow.path("allOf"), wide.path("allOf"))) {
            wide.path("allOf").forEach(branch -> include(narrow, branch, at + "/allOf"));
        }
    }

    private void includeAny(JsonNode narrow, JsonNode wide, String at) {
        var branches = narrow.has("anyOf") ? narrow.path("anyOf") : JsonNodeFactory.instance.arrayNode().add(narrow);
        for (var branch : branches) {
            if (wide.path("anyOf").valueStream().noneMatch(other -> isIncluded(branch, other))) {
                unknown(at + "/anyOf");
                return;
            }
        }
    }

    private static boolean isIncluded(JsonNode narrow, JsonNode wide) {
        var trial = new SchemaInclusion();
        trial.include(narrow, wide, "");
        return trial.differences.isEmpty();
    }

    private void sameGroup(JsonNode narrow, JsonNode wide, String at, List<String> keywords) {
        if (!keywords.stream().allMatch(keyword -> same(narrow.path(keyword), wide.path(keyword)))) {
            unknown(at + "/" + keywords.getFirst());
        }
    }

    private void check(boolean holds, String at, String keyword) {
        if (!holds) {
            known(at + "/" + keyword);
        }
    }

    private void known(String pointer) {
        add(new Difference(pointer, true));
    }

    private void unknown(String pointer) {
        add(new Difference(pointer, false));
    }

    private void add(Difference difference) {
        if (!differences.contains(difference)) {
            differences.add(difference);
        }
    }

    private static boolean isAtLeast(JsonNode narrow, JsonNode wide, String keyword) {
        return narrow.path(keyword).asDecimal(BigDecimal.ZERO).compareTo(wide.path(keyword).asDecimal()) >= 0;
    }

    private static boolean isAtMost(JsonNode narrow, JsonNode wide, String keyword) {
        return narrow.has(keyword) && narrow.path(keyword).asDecimal().compareTo(wide.path(keyword).asDecimal()) <= 0;
    }

    private static boolean isMultiple(JsonNode narrow, JsonNode wide) {
        return narrow.isNumber() && narrow.decimalValue().remainder(wide.decimalValue()).signum() == 0;
    }

    private static JsonNode property(JsonNode schema, String name) {
        var own = schema.path("properties").get(name);
        return own == null ? schema(schema, "additionalProperties") : own;
    }

    private static JsonNode schema(JsonNode parent, String keyword) {
        var schema = parent.get(keyword);
        return schema == null ? BooleanNode.TRUE : schema;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isMissingNode() || other.isMissingNode()) {
            return one.isMissingNode() && other.isMissingNode();
        }
        return CanonicalJson.of(one).equals(CanonicalJson.of(other));
    }

    private static boolean isTrue(JsonNode schema) {
        return schema.isBoolean() ? schema.booleanValue() : schema.isEmpty();
    }

    private static boolean isFalse(JsonNode schema) {
        return schema.isBoolean() && !schema.booleanValue();
    }

    /// The types a schema accepts; a number stands for an integer too.
    private static Set<String> types(JsonNode schema) {
        var types = new HashSet<String>();
        var type = schema.path("type");
        if (type.isMissingNode()) {
            types.addAll(KINDS);
        } else if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString()));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static Set<String> kinds(JsonNode schema) {
        var kinds = types(schema);
        if (kinds.contains("integer")) {
            kinds.add("number");
        }
        return kinds;
    }

    /// The kind of value that a keyword looks at, or an empty string where it looks at all.
    private static String kindOf(String keyword) {
        return switch (keyword) {
            case "minLength", "maxLength", "pattern", "format" -> "string";
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> "number";
            case "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains",
                    "unevaluatedItems" -> "array";
            case "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties",
                    "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties" -> "object";
            default -> "";
        };
    }
}
