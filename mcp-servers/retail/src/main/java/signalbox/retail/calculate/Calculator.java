package signalbox.retail.calculate;

import signalbox.retail.rules.Answer;
import signalbox.retail.rules.Refusal;
import signalbox.retail.shop.Dollars;

/// Evaluates an expression to a double with at most two decimals, as text.
public final class Calculator {
    private static final String ALLOWED = "0123456789+-*/(). ";

    private Calculator() {}

    public static Answer<String> value(String expression) {
        if (expression.codePoints().anyMatch(c -> ALLOWED.indexOf(c) < 0)) {
            return refused("Invalid characters in expression");
        }
        try {
            var number = new Expression(Tokens.of(expression)).value();
            return Answer.done(Dollars.text(Dollars.round2(number.asResult())));
        } catch (CalculationException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static Answer<String> refused(String message) {
        return Answer.refused(new Refusal("invalid_expression", message));
    }
}
