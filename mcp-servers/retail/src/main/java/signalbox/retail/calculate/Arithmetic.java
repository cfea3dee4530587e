package signalbox.retail.calculate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import signalbox.retail.calculate.Numeral.Complex;
import signalbox.retail.calculate.Numeral.Real;
import signalbox.retail.calculate.Numeral.Whole;

/// The operators: exact between integers, IEEE 754 as soon as one side is a double.
final class Arithmetic {
    /// Integers of more bits are refused: the largest double has 1,024, and one short expression could ask for gigabytes.
    static final int MOST_BITS = 8_192;

    /// Below half of the smallest double.
    private static final int LEAST_EXPONENT = -1_080;

    private Arithmetic() {}

    static Numeral plus(Numeral a, Numeral b) {
        return a instanceof Whole(var x) && b instanceof Whole(var y)
                ? bounded(x.add(y))
                : real(a, b, (x, y) -> x + y);
    }

    static Numeral minus(Numeral a, Numeral b) {
        return a instanceof Whole(var x) && b instanceof Whole(var y)
                ? bounded(x.subtract(y))
                : real(a, b, (x, y) -> x - y);
    }

    static Numeral times(Numeral a, Numeral b) {
        return a instanceof Whole(var x) && b instanceof Whole(var y)
                ? bounded(x.multiply(y))
                : real(a, b, (x, y) -> x * y);
    }

    static Numeral negated(Numeral a) {
        return switch (a) {
            case Whole(var value) -> new Whole(value.negate());
            case Real(var value) -> new Real(-value);
            case Complex complex -> complex;
        };
    }

    static Numeral over(Numeral a, Numeral b) {
        if (a instanceof Whole(var x) && b instanceof Whole(var y)) {
            if (y.signum() == 0) {
                throw new CalculationException("division by zero");
            }
            return new Real(quotient(x, y));
        }
        return real(a, b, (x, y) -> {
            if (y == 0) {
                throw new CalculationException("float division by zero");
            }
            return x / y;
        });
    }

    static Numeral floorOver(Numeral a, Numeral b) {
        if (a instanceof Whole(var x) && b instanceof Whole(var y)) {
            if (y.signum() == 0) {
                throw new CalculationException("integer division or modulo by zero");
            }
            var parts = x.divideAndRemainder(y);
            boolean down = parts[1].signum() != 0 && x.signum() != y.signum();
            return new Whole(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
        }
        return real(a, b, Arithmetic::floorQuotient);
    }

    static Numeral power(Numeral base, Numeral exponent) {
        if (base instanceof Whole(var x) && exponent instanceof Whole(var n) && n.signum() >= 0) {
            return wholePower(x, n);
        }
        if (base instanceof Complex || exponent instanceof Complex) {
            return new Complex();
        }
        return RealPower.of(base.asResult(), exponent.asResult());
    }

    static Whole bounded(BigInteger value) {
        if (value.bitLength() > MOST_BITS) {
            throw new CalculationException("int too large to convert to float");
        }
        return new Whole(value);
    }

    private static Numeral wholePower(BigInteger base, BigInteger exponent) {
        if (exponent.signum() == 0) {
            return new Whole(BigInteger.ONE);
        }
        if (base.bitLength() <= 1 && base.abs().compareTo(BigInteger.ONE) <= 0) {
            return new Whole(base.signum() < 0 && !exponent.testBit(0) ? BigInteger.ONE : base);
        }
        int least = base.abs().bitLength() - 1;
        if (exponent.bitLength() > 30 || (long) least * exponent.intValueExact() > MOST_BITS) {
            throw new CalculationException("int too large to convert to float");
        }
        return bounded(base.pow(exponent.intValueExact()));
    }

    private static Numeral real(Numeral a, Numeral b, DoubleBinaryOperator operator) {
        if (a instanceof Complex || b instanceof Complex) {
            return new Complex();
        }
        return new Real(operator.applyAsDouble(a.asResult(), b.asResult()));
    }

    /// The double nearest to x / y: 66 bits and more of the quotient, the last of them set where there is a rest.
    private static double quotient(BigInteger x, BigInteger y) {
        int shift = Math.max(0, 66 - (x.abs().bitLength() - y.abs().bitLength()));
        var parts = x.abs().shiftLeft(shift).divideAndRemainder(y.abs());
        var digits = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double size = shift == 0 ? digits.doubleValue() : shifted(digits, shift);
        if (Double.isInfinite(size)) {
            throw new CalculationException("integer division result too large for a float");
        }
        return (x.signum() < 0) == (y.signum() < 0) ? size : -size;
    }

    /// The double nearest to digits / 2^shift.
    private static double shifted(BigInteger digits, int shift) {
        return digits.bitLength() - shift < LEAST_EXPONENT
                ? 0
                : new BigDecimal(digits).divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift))).doubleValue();
    }

    /// Division rounded down as CPython does it: the exact remainder first, then the quotient that fits it.
    private static double floorQuotient(double x, double y) {
        if (y == 0) {
            throw new CalculationException("float floor division by zero");
        }
        double rest = x % y;
        double quotient = (x - rest) / y;
        if (rest != 0 && (y < 0) != (rest < 0)) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, x / y);
        }
        double down = Math.floor(quotient);
        return quotient - down > 0.5 ? down + 1 : down;
    }
}
