package signalbox.retail.calculate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An expression cut into numbers, operators and parentheses, read from left to right.
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(" *+([0-9]++\\.?+[0-9]*+|\\.[0-9]++|\\*\\*|//|[-+*/()])");

    private final List<String> tokens;
    private int next;

    private Tokens(List<String> tokens) {
        this.tokens = tokens;
    }

    static Tokens of(String expression) {
        var text = expression.stripTrailing();
        var found = new ArrayList<String>();
        var token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            token.region(end, text.length());
            if (!token.lookingAt()) {
                throw malformed();
            }
            found.add(token.group(1));
            end = token.end();
        }
        return new Tokens(found);
    }

    static CalculationException malformed() {
        return new CalculationException("invalid syntax");
    }

    /// The next token, or an empty string at the end.
    String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    String take() {
        var token = peek();
        next++;
        return token;
    }

    /// Takes the next token if it is this one.
    boolean takes(String token) {
        if (!peek().equals(token)) {
            return false;
        }
        next++;
        return true;
    }
}
