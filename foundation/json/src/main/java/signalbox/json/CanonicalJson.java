package signalbox.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// JSON with one spelling per value, as RFC 8785 (JCS) writes it: no spaces, sorted keys, shortest numbers.
///
/// Two values that differ never share a spelling, so its digest can stand for the value. RFC 8785 leaves out numbers
/// that no double holds and lone surrogates; here such a number keeps all its digits and such a surrogate is escaped.
public final class CanonicalJson {
    private static final BigDecimal LARGEST_DOUBLE = new BigDecimal(Double.MAX_VALUE);

    private final StringBuilder out = new StringBuilder();
    private final int most;

    private CanonicalJson(int most) {
        this.most = most;
    }

    public static String of(JsonNode node) {
        var json = new CanonicalJson(Integer.MAX_VALUE);
        json.write(node);
        return json.out.toString();
    }

    /// Whether the value takes no more than this many bytes of UTF-8; stops early where it takes many more.
    public static boolean isWithin(int bytes, JsonNode node) {
        var json = new CanonicalJson(bytes);
        json.write(node);
        return json.out.length() <= bytes && json.out.toString().getBytes(StandardCharsets.UTF_8).length <= bytes;
    }

    private void write(JsonNode node) {
        if (out.length() > most) {
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> writeText(node.stringValue());
            case NUMBER -> out.append(number(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
        }
    }

    private void writeObject(JsonNode node) {
        var sorted = new TreeMap<String, JsonNode>();
        node.forEachEntry(sorted::put);
        char before = '{';
        for (var entry : sorted.entrySet()) {
            out.append(before);
            before = ',';
            writeText(entry.getKey());
            out.append(':');
            write(entry.getValue());
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode node) {
        char before = '[';
        for (var entry : node) {
            out.append(before);
            before = ',';
            write(entry);
        }
        out.append(node.isEmpty() ? "[]" : "]");
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> writePlain(text, i);
            }
        }
        out.append('"');
    }

    private void writePlain(String text, int at) {
        char c = text.charAt(at);
        if (c < ' ' || isLoneSurrogate(text, at)) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static String number(JsonNode node) {
        if (node.isInt()) {
            return Integer.toString(node.intValue());
        }
        if (node.isFloat() || node.isDouble()) {
            return ofDouble(node.doubleValue());
        }
        var exact = node.decimalValue();
        if (exact.abs().compareTo(LARGEST_DOUBLE) > 0) {
            return digits(exact);
        }
        var shortest = ofDouble(exact.doubleValue());
        return new BigDecimal(shortest).compareTo(exact) == 0 ? shortest : digits(exact);
    }

    private static String digits(BigDecimal exact) {
        var stripped = exact.stripTrailingZeros();
        return stripped.unscaledValue() + "e" + -stripped.scale();
    }

    /// ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20), which RFC 8785 prescribes.
    static String ofDouble(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no JSON number: " + value);
        }
        if (value == 0) {
            return "0";
        }
        var shortest = shortest(Math.abs(value));
        var digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    /// Java always writes two digits where one may do: 4.9E-324 is 5e-324.
    private static BigDecimal shortest(double value) {
        var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        var one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return digits.precision() == 2 && one.doubleValue() == value ? one.stripTrailingZeros() : digits;
    }

    private static String placed(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        var power = "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        return count == 1 ? digits + power : digits.charAt(0) + "." + digits.substring(1) + power;
    }
}
