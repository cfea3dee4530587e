package signalbox.retail.calculate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import signalbox.retail.calculate.Numeral.Complex;
import signalbox.retail.calculate.Numeral.Real;

/// `**` of doubles, rounded correctly, with Python's special cases.
///
/// x ** y = exp(y ln x), computed to 70 digits by series and rounded to 60, which restores results and ties that are
/// exact in binary.
final class RealPower {
    private static final MathContext DIGITS = new MathContext(70, RoundingMode.HALF_EVEN);
    private static final MathContext KEPT = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final BigDecimal TINY = BigDecimal.ONE.movePointLeft(75);
    private static final BigDecimal LN_2 = twiceArtanh(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS));

    private RealPower() {}

    static Numeral of(double base, double exponent) {
        boolean odd = Math.abs(exponent % 2) == 1;
        if (base == 0 && exponent < 0 && Double.isFinite(exponent)) {
            throw new CalculationException("0.0 cannot be raised to a negative power");
        }
        if (base == -1 && Double.isInfinite(exponent)) {
            return new Real(1.0);
        }
        if (exponent == 0 || base == 1) {
            return new Real(1.0);
        }
        if (!Double.isFinite(base) || !Double.isFinite(exponent) || base == 0) {
            return new Real(Math.pow(base, exponent));
        }
        if (base < 0 && exponent != Math.rint(exponent)) {
            return new Complex();
        }
        double size = size(Math.abs(base), exponent);
        if (Double.isInfinite(size)) {
            throw new CalculationException("(34, 'Numerical result out of range')");
        }
        return new Real(base < 0 && odd ? -size : size);
    }

    private static double size(double base, double exponent) {
        double estimate = exponent * Math.log(base);
        if (estimate > 800) {
            return Double.POSITIVE_INFINITY;
        }
        if (estimate < -800) {
            return 0.0;
        }
        var power = new BigDecimal(exponent).multiply(ln(base), DIGITS);
        int twos = power.divide(LN_2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
        var mantissa = exp(power.subtract(LN_2.multiply(BigDecimal.valueOf(twos)), DIGITS)).round(KEPT);
        var scale = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(twos)));
        return (twos < 0 ? mantissa.divide(scale, KEPT) : mantissa.multiply(scale)).doubleValue();
    }

    private static BigDecimal ln(double value) {
        int twos = Math.getExponent(value);
        var mantissa = new BigDecimal(value);
        var scale = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(twos)));
        mantissa = twos < 0 ? mantissa.multiply(scale) : mantissa.divide(scale);
        var ratio = mantissa.subtract(BigDecimal.ONE).divide(mantissa.add(BigDecimal.ONE), DIGITS);
        return twiceArtanh(ratio).add(LN_2.multiply(BigDecimal.valueOf(twos)), DIGITS);
    }

    /// 2 (z + z^3/3 + z^5/5 + ...), which is ln((1 + z) / (1 - z)).
    private static BigDecimal twiceArtanh(BigDecimal z) {
        var square = z.multiply(z, DIGITS);
        var sum = BigDecimal.ZERO;
        var term = z;
        for (int n = 1; term.abs().compareTo(TINY) > 0; n += 2) {
            sum = sum.add(term.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
            term = term.multiply(square, DIGITS);
        }
        return sum.add(sum);
    }

    private static BigDecimal exp(BigDecimal x) {
        var sum = BigDecimal.ZERO;
        var term = BigDecimal.ONE;
        for (int n = 1; term.abs().compareTo(TINY) > 0; n++) {
            sum = sum.add(term, DIGITS);
            term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
        }
        return sum;
    }
}
