package signalbox.policy.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// An amount of money in nano-USD, and the one place where tokens become money.
///
/// An answer is summed exactly in pico-USD and rounded once, half up. A sum that does not fit is an
/// [ArithmeticException], never a wrong amount.
public record Cost(long nano) implements Comparable<Cost> {
    public static final Cost ZERO = new Cost(0);

    private static final Pattern FORM = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,9})?");
    private static final long PICO_PER_NANO = 1_000;

    /// What one answer costs. Input that was neither read from nor written to a cache pays the input price.
    public static Cost of(Usage usage, Price price) {
        return rounded(pico(usage, price), PICO_PER_NANO);
    }

    /// What one answer of a batch costs.
    public static Cost ofBatch(Usage usage, Price price) {
        return rounded(Math.multiplyExact(pico(usage, price), (long) price.batchPercent()), 100 * PICO_PER_NANO);
    }

    /// The most an answer can cost, to be reserved before it is asked for: every input token at the dearest of the
    /// three input prices, and every output token that may come.
    public static Cost atMost(long inputEstimate, long outputMax, Price price) {
        long dearest = Math.max(price.input(), Math.max(price.cacheRead(), price.cacheWrite()));
        return of(new Usage(inputEstimate, 0, 0, outputMax), new Price(dearest, price.output(), dearest, dearest, 100));
    }

    /// Reads USD as [#toString] prints it: digits, and at most nine of them after a point.
    public static Cost parse(String usd) {
        if (!FORM.matcher(usd).matches()) {
            throw new IllegalArgumentException(
                    "'" + usd + "' is not an amount of USD: write digits with at most 9 decimals, such as 0.50");
        }
        return new Cost(new BigDecimal(usd).movePointRight(9).longValueExact());
    }

    public Cost plus(Cost other) {
        return new Cost(Math.addExact(nano, other.nano));
    }

    /// May fall below zero: what is left of a budget that was overdrawn.
    public Cost minus(Cost other) {
        return new Cost(Math.subtractExact(nano, other.nano));
    }

    /// The amount in USD, exact; for a JSON number.
    public BigDecimal usd() {
        var usd = BigDecimal.valueOf(nano, 9).stripTrailingZeros();
        return usd.scale() < 2 ? usd.setScale(2) : usd;
    }

    @Override
    public int compareTo(Cost other) {
        return Long.compare(nano, other.nano);
    }

    /// USD with at least two decimals, such as `0.50` or `0.0123`.
    @Override
    public String toString() {
        return usd().toPlainString();
    }

    private static long pico(Usage usage, Price price) {
        long plain = usage.input() - usage.cacheRead() - usage.cacheWrite();
        long sum = Math.multiplyExact(plain, price.input());
        sum = Math.addExact(sum, Math.multiplyExact(usage.cacheRead(), price.cacheRead()));
        sum = Math.addExact(sum, Math.multiplyExact(usage.cacheWrite(), price.cacheWrite()));
        return Math.addExact(sum, Math.multiplyExact(usage.output(), price.output()));
    }

    private static Cost rounded(long amount, long unit) {
        long whole = amount / unit;
        return new Cost(amount % unit >= unit / 2 ? whole + 1 : whole);
    }
}
