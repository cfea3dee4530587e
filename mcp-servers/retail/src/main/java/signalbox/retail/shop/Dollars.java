package signalbox.retail.shop;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Amounts as doubles: how they are rounded and how they are printed.
public final class Dollars {
    private Dollars() {}

    /// The two-decimal number nearest to the exact binary value; a true tie goes to the even digit, zero keeps its sign.
    public static double round2(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        double rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
        return Math.copySign(rounded, value);
    }

    /// The amount in whole cents, rounded like `round2`.
    public static long cents(double value) {
        return new BigDecimal(value).movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /// The shortest decimal that reads back to the same double, as Python prints it: `100.0`, `1e+16`, `-0.0`, `inf`.
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Math.copySign(1.0, value) < 0 ? "-" : "";
        return value == 0 ? sign + "0.0" : sign + positive(Math.abs(value));
    }

    private static String positive(double value) {
        var shortest = shortest(value);
        var digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent < -4 || exponent >= 16) {
            return scientific(digits, exponent);
        }
        var plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /// Java prints two digits where one would do (`4.9E-324`), so one digit is tried first.
    private static BigDecimal shortest(double value) {
        var printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (printed.precision() == 2) {
            var one = printed.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
            if (one.doubleValue() == value) {
                return one;
            }
        }
        return printed;
    }

    private static String scientific(String digits, int exponent) {
        var text = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return text.append(size < 10 ? "0" : "").append(size).toString();
    }
}
