package signalbox.descriptor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An argument whose value a client also sends as a header (MCP 2026-07-28, streamable HTTP, "Custom Headers from Tool
/// Parameters").
///
/// @param header the header's name without `Mcp-Param-`; names are the same whatever their case
/// @param path the names of the properties that lead to the argument, at least one
public record HeaderParameter(String header, List<String> path) {
    private static final BigDecimal LARGEST = new BigDecimal(BigInteger.TWO.pow(53).subtract(BigInteger.ONE));

    public HeaderParameter {
        path = List.copyOf(path);
    }

    /// The headers of one call.
    ///
    /// @throws IllegalArgumentException where a number is too large for every peer to read it exactly
    public static Map<String, String> headers(Iterable<HeaderParameter> parameters, JsonNode arguments) {
        var headers = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var value = parameter.in(arguments);
            if (value != null) {
                headers.put(parameter.name(), HeaderValue.of(parameter.text(value)));
            }
        }
        return headers;
    }

    /// The header's whole name.
    public String name() {
        return "Mcp-Param-" + header;
    }

    /// The value in a call's arguments, or null where there is none that a header could carry: then there must be none.
    public @Nullable JsonNode in(JsonNode arguments) {
        JsonNode at = arguments;
        for (var step : path) {
            at = at.isObject() ? at.get(step) : null;
            if (at == null) {
                return null;
            }
        }
        return at.isString() || at.isBoolean() || at.isNumber() ? at : null;
    }

    /// Whether every peer reads it exactly.
    public static boolean isSafe(BigDecimal number) {
        return number.abs().compareTo(LARGEST) <= 0;
    }

    private String text(JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        var number = value.decimalValue();
        if (!isSafe(number)) {
            throw new IllegalArgumentException("'" + String.join(".", path) + "' is beyond 2^53 - 1");
        }
        return number.stripTrailingZeros().toPlainString();
    }
}
