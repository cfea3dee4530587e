package signalbox.policy.condition;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the compiler's messages into the words of this product.
final class CelWording {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)' \\(candidates.*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile("expected type '?bool'? but found '?([^']*)'?.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+(?:\\.[A-Za-z_][A-Za-z0-9_]*+){0,20}");
    private static final Map<String, String> OPERATORS = Map.of("@in", "in", "_[_]", "[]", "_?_:_", "?:");

    record Words(String message, String hint) {}

    private final Set<String> variables;

    CelWording(Set<String> variables) {
        this.variables = variables;
    }

    Words of(String message, String text, int offset) {
        var undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return new Words(
                    "unknown name '" + nameAt(text, offset, undeclared.group(1)) + "' in a condition",
                    "a condition may use: " + String.join(", ", variables));
        }
        var overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            var operator = OPERATORS.getOrDefault(overload.group(1), overload.group(1).replace("_", ""));
            return new Words("'" + operator + "' does not take " + overload.group(2), "compare values of one type");
        }
        var result = RESULT.matcher(message);
        if (result.matches()) {
            return new Words("a condition gives true or false, this one gives " + result.group(1), "");
        }
        return syntax(message);
    }

    private static Words syntax(String message) {
        int expecting = message.indexOf(" expecting ");
        if (message.contains("'<EOF>'")) {
            return new Words("the condition ends too early", "");
        }
        if (message.startsWith("token recognition error at: '")) {
            var token = message.substring(message.indexOf('\'') + 1).strip();
            return new Words("not a condition: unexpected '" + token.substring(0, 1) + "'", "conditions are CEL expressions");
        }
        if (expecting >= 0) {
            return new Words("not a condition: " + message.substring(0, expecting), "conditions are CEL expressions");
        }
        return new Words(message.strip(), "");
    }

    private static String nameAt(String text, int offset, String fallback) {
        var name = NAME.matcher(text);
        return name.region(Math.min(offset, text.length()), text.length()).lookingAt() ? name.group() : fallback;
    }
}
