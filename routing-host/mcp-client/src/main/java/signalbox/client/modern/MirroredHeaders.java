package signalbox.client.modern;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.descriptor.HeaderParameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments that a tool's schema wants repeated in headers (Streamable HTTP, "Custom Headers from Tool Parameters").
final class MirroredHeaders {
    private static final BigDecimal LARGEST = new BigDecimal(BigInteger.TWO.pow(53).subtract(BigInteger.ONE));

    private MirroredHeaders() {}

    /// The headers of one call.
    ///
    /// @throws IllegalArgumentException where a number is too large to be repeated exactly
    static Map<String, String> of(List<HeaderParameter> parameters, ObjectNode arguments) {
        var headers = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var value = parameter.in(arguments);
            if (value != null && (value.isString() || value.isBoolean() || value.isNumber())) {
                headers.put(HeaderParameter.PREFIX + parameter.header(), HeaderValue.of(text(parameter, value)));
            }
        }
        return headers;
    }

    private static String text(HeaderParameter parameter, JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        var number = value.decimalValue();
        if (number.abs().compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("'" + String.join(".", parameter.path()) + "' is beyond 2^53 - 1");
        }
        return number.stripTrailingZeros().toPlainString();
    }
}
