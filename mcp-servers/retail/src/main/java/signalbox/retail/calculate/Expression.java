package signalbox.retail.calculate;

import java.math.BigInteger;
import java.util.ArrayList;

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

    /// Bits of all exact powers of one expression together; more is refused, however short the expression.
    private static final long MOST_POWER_BITS = 20_000_000;

    private final Tokens tokens;
    private int depth;
    private long powerBits;

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
                value = Arithmetic.plus(value, product());
            } else if (tokens.takes("-")) {
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
                value = Arithmetic.times(value, unary());
            } else if (tokens.takes("/")) {
                value = Arithmetic.over(value, unary());
            } else if (tokens.takes("//")) {
                value = Arithmetic.floorOver(value, unary());
            } else {
                return value;
            }
        }
    }

    private Numeral unary() {
        var signs = new ArrayList<String>();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            signs.add(tokens.take());
        }
        var value = power();
        for (var sign : signs.reversed()) {
            value = sign.equals("-") ? Arithmetic.negated(value) : value;
        }
        return value;
    }

    private Numeral power() {
        var base = atom();
        if (!tokens.takes("**")) {
            return base;
        }
        enter();
        var value = Arithmetic.power(base, unary());
        depth--;
        powerBits += value instanceof Numeral.Whole(var whole) ? whole.bitLength() : 0;
        if (powerBits > MOST_POWER_BITS) {
            throw new CalculationException("int too large to convert to float");
        }
        return value;
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
        var value = new BigInteger(token);
        if (token.startsWith("0") && value.signum() != 0) {
            throw new CalculationException("leading zeros in decimal integer literals are not permitted");
        }
        return Arithmetic.bounded(value);
    }
}
