package signalbox.retail.calculate;

import java.math.BigInteger;

/// A value on the way: an exact integer, a double, or a complex number, of which nothing but its kind is known.
sealed interface Numeral {
    record Whole(BigInteger value) implements Numeral {}

    record Real(double value) implements Numeral {}

    /// A negative number to a fractional power, and whatever is computed with it.
    record Complex() implements Numeral {}

    /// The value as a double; an integer beyond the doubles and a complex number have none.
    default double asResult() {
        return switch (this) {
            case Whole(var value) -> {
                double converted = value.doubleValue();
                if (Double.isInfinite(converted)) {
                    throw new CalculationException("int too large to convert to float");
                }
                yield converted;
            }
            case Real(var value) -> value;
            case Complex() ->
                throw new CalculationException("float() argument must be a string or a real number, not 'complex'");
        };
    }
}
