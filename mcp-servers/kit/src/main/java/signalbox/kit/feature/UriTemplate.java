package signalbox.kit.feature;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A URI template that expands `{name}` and `{+name}` by RFC 6570 and leaves expressions of other forms as they are.
record UriTemplate(String text) {
    private static final Pattern EXPRESSION = Pattern.compile("\\{(\\+?)([A-Za-z0-9_.]+)}");
    private static final Pattern NOT_UNRESERVED = Pattern.compile("[^A-Za-z0-9._~-]+");
    private static final Pattern NOT_RESERVED = Pattern.compile("(?:(?!%[0-9A-Fa-f]{2})[^A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-])+");

    /// Whether it has this variable.
    boolean has(String variable) {
        return EXPRESSION.matcher(text).results().anyMatch(found -> found.group(2).equals(variable));
    }

    /// Expanded with these values; a variable without a value stays as it is.
    String with(Map<String, String> values) {
        return EXPRESSION.matcher(text).replaceAll(found -> Matcher.quoteReplacement(expanded(found, values)));
    }

    private static String expanded(MatchResult expression, Map<String, String> values) {
        var value = values.get(expression.group(2));
        if (value == null) {
            return expression.group();
        }
        var escaped = expression.group(1).isEmpty() ? NOT_UNRESERVED : NOT_RESERVED;
        return escaped.matcher(value).replaceAll(found -> escape(found.group()));
    }

    private static String escape(String text) {
        var escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append("%02X".formatted(each));
        }
        return escaped.toString();
    }
}
