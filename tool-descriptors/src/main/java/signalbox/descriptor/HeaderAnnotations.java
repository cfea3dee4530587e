package signalbox.descriptor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.json.JsonPointers;
import signalbox.source.Violation;
import tools.jackson.databind.JsonNode;

/// Walks through one schema and finds every `x-mcp-header`, wherever it is.
final class HeaderAnnotations {
    private static final String KEYWORD = "x-mcp-header";
    /// `1*tchar` of RFC 9110, section 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final int LONGEST_SHOWN = 60;
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    /// Keywords whose value is a map: its keys are names, not keywords.
    private static final Set<String> MAPS = Set.of("patternProperties", "dependentSchemas", "$defs", "definitions");
    private static final Set<String> HOLD_DATA = Set.of("const", "enum", "default", "examples", "required", "dependentRequired");

    private final List<HeaderParameter> parameters = new ArrayList<>();
    private final List<Violation> faults = new ArrayList<>();
    private final Map<String, String> first = new HashMap<>();

    HeaderParameters read(JsonNode schema) {
        walk(schema, "", List.of(), true);
        return faults.isEmpty() ? new HeaderParameters.Sound(parameters) : new HeaderParameters.Faulty(faults);
    }

    /// @param path the properties that lead here from the root
    /// @param reachable whether nothing but `properties` does
    private void walk(JsonNode schema, String pointer, List<String> path, boolean reachable) {
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                walk(schema.get(i), JsonPointers.child(pointer, i), path, false);
            }
        }
        schema.forEachEntry((keyword, value) -> {
            var at = JsonPointers.child(pointer, keyword);
            if (keyword.equals(KEYWORD)) {
                annotation(schema, at, path, reachable);
            } else if (keyword.equals("properties") && value.isObject()) {
                value.forEachEntry((name, property) -> walk(property, JsonPointers.child(at, name), plus(path, name), reachable));
            } else if (MAPS.contains(keyword) && value.isObject()) {
                value.forEachEntry((name, inner) -> walk(inner, JsonPointers.child(at, name), path, false));
            } else if (!HOLD_DATA.contains(keyword)) {
                walk(value, at, path, false);
            }
        });
    }

    private void annotation(JsonNode property, String pointer, List<String> path, boolean reachable) {
        int before = faults.size();
        var name = property.path(KEYWORD).asString("");
        if (!property.path(KEYWORD).isString() || name.isEmpty()) {
            fault(pointer, "'" + KEYWORD + "' must be the name of a header", "such as Region, for the header Mcp-Param-Region");
        } else if (!TOKEN.matcher(name).matches()) {
            fault(pointer, "'" + shown(name) + "' is not the name of a header", "letters, digits and ! # $ % & ' * + - . ^ _ ` | ~ (RFC 9110)");
        } else {
            var earlier = first.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (earlier != null) {
                fault(pointer, "'" + name + "' names the header of an earlier argument, '" + earlier + "'",
                        "names of headers are the same whatever their case");
            }
        }
        if (!reachable || path.isEmpty()) {
            fault(pointer, "'" + KEYWORD + "' is allowed only at an argument",
                    "one that 'properties' alone lead to: not in items, $defs, anyOf, if or the like");
        } else if (!TYPES.contains(property.path("type").asString(""))) {
            fault(pointer, "'" + shown(path.getLast()) + "' cannot be sent as a header", "only a string, an integer or a boolean can: say its type");
        }
        if (faults.size() == before) {
            parameters.add(new HeaderParameter(name, path));
        }
    }

    private void fault(String pointer, String message, String hint) {
        faults.add(new Violation(pointer, KEYWORD, message, hint));
    }

    /// As it may be printed, wherever the schema comes from.
    private static String shown(String name) {
        var plain = name.replaceAll("\\p{C}", "\uFFFD");
        return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "...";
    }

    private static List<String> plus(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
