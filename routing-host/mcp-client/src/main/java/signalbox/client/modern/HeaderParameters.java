package signalbox.client.modern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.ServerTool.HeaderParameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments that a tool's schema wants repeated in headers by `x-mcp-header` (Streamable HTTP, "Custom Headers from
/// Tool Parameters").
public sealed interface HeaderParameters {
    record Sound(List<HeaderParameter> parameters) implements HeaderParameters {
        public Sound {
            parameters = List.copyOf(parameters);
        }
    }

    /// No client may use a tool with such a schema.
    record Broken(String reason) implements HeaderParameters {}

    static HeaderParameters of(ObjectNode schema) {
        return new Reading().read(schema);
    }

    /// The headers of one call.
    ///
    /// @throws IllegalArgumentException where a number is too large to be repeated exactly
    static Map<String, String> headers(List<HeaderParameter> parameters, ObjectNode arguments) {
        var headers = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            JsonNode value = arguments;
            for (var key : parameter.path()) {
                value = value.path(key);
            }
            if (value.isString() || value.isBoolean() || value.isNumber()) {
                headers.put("Mcp-Param-" + parameter.name(), HeaderValue.of(text(parameter, value)));
            }
        }
        return headers;
    }

    private static String text(HeaderParameter parameter, JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        var number = value.decimalValue();
        if (number.abs().compareTo(Reading.LARGEST) > 0) {
            throw new IllegalArgumentException("'" + String.join(".", parameter.path()) + "' is beyond 2^53 - 1");
        }
        return number.stripTrailingZeros().toPlainString();
    }

    /// Walks through a schema once.
    final class Reading {
        static final BigDecimal LARGEST = new BigDecimal(BigInteger.TWO.pow(53).subtract(BigInteger.ONE));

        private static final String KEYWORD = "x-mcp-header";
        private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        private static final Set<String> PRIMITIVE = Set.of("string", "integer", "boolean");
        private static final Set<String> HOLD_DATA = Set.of("const", "enum", "default", "examples");

        private final List<HeaderParameter> found = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private @Nullable String problem;

        private Reading() {}

        private HeaderParameters read(ObjectNode schema) {
            visit(schema, List.of(), true);
            var wrong = problem;
            return wrong == null ? new Sound(found) : new Broken(wrong);
        }

        /// @param reachable whether only `properties` lead here
        private void visit(JsonNode schema, List<String> path, boolean reachable) {
            if (schema.isObject() && schema.has(KEYWORD)) {
                annotated(schema, path, reachable && !path.isEmpty());
            }
            schema.forEachEntry((keyword, value) -> {
                if (keyword.equals("properties") && value.isObject()) {
                    value.forEachEntry((name, property) -> visit(property, child(path, name), reachable));
                } else if (!HOLD_DATA.contains(keyword)) {
                    visitOther(value);
                }
            });
        }

        private void visitOther(JsonNode value) {
            if (value.isObject()) {
                visit(value, List.of(), false);
            }
            if (value.isArray()) {
                value.forEach(this::visitOther);
            }
        }

        private void annotated(JsonNode schema, List<String> path, boolean reachable) {
            var name = schema.get(KEYWORD);
            var type = schema.path("type").asString("");
            if (!name.isString() || !TOKEN.matcher(name.stringValue()).matches()) {
                problem = KEYWORD + " must be a header's name";
            } else if (!reachable) {
                problem = KEYWORD + " '" + name.stringValue() + "' stands where no argument is";
            } else if (!PRIMITIVE.contains(type)) {
                problem = KEYWORD + " '" + name.stringValue() + "' stands at a value that is no string, integer or boolean";
            } else if (!names.add(name.stringValue().toLowerCase(Locale.ROOT))) {
                problem = KEYWORD + " '" + name.stringValue() + "' stands twice";
            } else {
                found.add(new HeaderParameter(path, name.stringValue()));
            }
        }

        private static List<String> child(List<String> path, String name) {
            var child = new ArrayList<>(path);
            child.add(name);
            return child;
        }
    }
}
