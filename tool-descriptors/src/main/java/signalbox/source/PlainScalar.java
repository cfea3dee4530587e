package signalbox.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What an unquoted YAML scalar means: JSON's own words and numbers, else text.
final class PlainScalar {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_DIGITS = 400;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    /// Words that one YAML reader takes for a number, a truth value or nothing and another for text.
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "TRUE|True|FALSE|False|NULL|Null|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
                    + "|[-+]?0x[0-9a-fA-F]+|[-+]?0o[0-7]+"
                    + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private PlainScalar() {}

    /// The node, or null where the text is ambiguous.
    static @Nullable JsonNode resolve(String text) {
        if (text.isEmpty() || text.equals("null") || text.equals("~")) {
            return NODES.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (text.length() <= MOST_DIGITS && NUMBER.matcher(text).matches()) {
            return number(text);
        }
        return AMBIGUOUS.matcher(text).matches() ? null : NODES.stringNode(text);
    }

    private static JsonNode number(String text) {
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return NODES.numberNode(new BigDecimal(text));
        }
        var value = new BigInteger(text);
        if (value.bitLength() < Integer.SIZE) {
            return NODES.numberNode(value.intValueExact());
        }
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
    }
}
