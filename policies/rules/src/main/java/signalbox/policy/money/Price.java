package signalbox.policy.money;

import java.math.BigDecimal;

/// What a model's tokens cost, in pico-USD per token, so that prices with six decimals per million tokens are exact
/// (1 USD per million tokens = 1,000,000 pico-USD per token).
///
/// @param batchPercent what a batched call costs, in percent of the list price
public record Price(long input, long output, long cacheRead, long cacheWrite, int batchPercent) {
    public static final Price FREE = new Price(0, 0, 0, 0, 100);

    /// The highest price that can be written: one cent per token.
    private static final long MOST = 10_000_000_000L;

    public Price {
        for (long each : new long[] {input, output, cacheRead, cacheWrite}) {
            if (each < 0 || each > MOST) {
                throw new IllegalArgumentException("a price is 0 to 10000 USD per million tokens: " + each);
            }
        }
        if (batchPercent < 0 || batchPercent > 100) {
            throw new IllegalArgumentException("a batch price is 0% to 100% of the list price: " + batchPercent);
        }
    }

    /// A price list in USD per million tokens without cache or batch prices: cached tokens pay the input price.
    public static Price perMillion(String input, String output) {
        long in = picoPerToken(new BigDecimal(input));
        return new Price(in, picoPerToken(new BigDecimal(output)), in, in, 100);
    }

    /// USD per million tokens as pico-USD per token; an [ArithmeticException] where more than six decimals are needed.
    public static long picoPerToken(BigDecimal usdPerMillion) {
        return usdPerMillion.movePointRight(6).longValueExact();
    }
}
