package signalbox.retail.calculate;

import java.math.BigInteger;

/// Reads and evaluates an expression by descent, in Python's order of evaluation.
///
/// ```
/// sum     := product (("+"|"-") product)*
/// product := unary (("*"|"/"|"//") unary)*
/// unary   := ("+"|"-") unary | power
/// power   := atom ["**" unary]
/// atom    := number | "(" sum ")"
/// ```
final class Expression {
    /// Deeper nesting is refused, as Python's own parser does.
    private static final int DEEPEST = 200;

    /// As many as the longest integer has.
    private static final int MOST_DIGITS = (int) (Arithmetic.MOST_BITS * Math.log10(2));

    private final Tokens tokens;
    private final Budget budget = new Budget();
    private int depth;

    Expression(Tokens tokens) {
        this.tokens = tokens;
    }

    Numeral value() {
        var value = sum();
        if (!tokens.peek().isEmpty()) {
            throw Tokens.malformed();
        }
        return value;
    }

    private Numeral sum() {
        var value = product();
        while (true) {
            if (tokens.takes("+")) {
                budget.take(1);
                value = Arithmetic.plus(value, product());
            } else if (tokens.takes("-")) {
                budget.take(1);
                value = Arithmetic.minus(value, product());
            } else {
                return value;
            }
        }
    }

    private Numeral product() {
        var value = unary();
        while (true) {
            if (tokens.takes("*")) {
                budget.take(1);
                value = Arithmetic.times(value, unary());
            } else if (tokens.takes("/")) {
                budget.take(1);
                value = Arithmetic.over(value, unary());
            } else if (tokens.takes("//")) {
                budget.take(1);
                value = Arithmetic.floorOver(value, unary());
            } else {
                return value;
            }
        }
    }

    private Numeral unary() {
        boolean negative = false;
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            negative ^= tokens.take().equals("-");
        }
        var value = power();
        return negative ? Arithmetic.negated(value) : value;
    }

    private Numeral power() {
        var base = atom();
        if (!tokens.takes("**")) {
            return base;
        }
        enter();
        var exponent = unary();
        depth--;
        budget.take(Budget.OF_A_POWER);
        return Arithmetic.power(base, exponent);
    }

    private Numeral atom() {
        var token = tokens.take();
        if (token.equals("(")) {
            enter();
            var value = sum();
            if (!tokens.takes(")")) {
                throw new CalculationException("'(' was never closed");
            }
            depth--;
            return value;
        }
        if (token.isEmpty() || "+-*/()".indexOf(token.charAt(0)) >= 0) {
            throw Tokens.malformed();
        }
        return number(token);
    }

    private void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new CalculationException("too many nested parentheses");
        }
    }

    private static Numeral number(String token) {
        if (token.indexOf('.') >= 0) {
            return new Numeral.Real(Double.parseDouble(token));
        }
        if (token.length() > MOST_DIGITS) {
            throw new CalculationException("a number has at most " + MOST_DIGITS + " digits");
        }
        var value = new BigInteger(token);
        if (token.startsWith("0") && value.signum() != 0) {
            throw new CalculationException("leading zeros in decimal integer literals are not permitted");
        }
        return Arithmetic.bounded(value);
    }
}
