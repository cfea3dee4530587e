package signalbox.host.run.loop;

import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.money.Cost;

/// The most that one attempt may take of tokens and money, worked out before it is sent.
///
/// @param inputEstimate tokens, with a margin because tokenizers differ
/// @param outputMax tokens that the answer may have
/// @param worst the most it can cost
record WorstCase(long inputEstimate, long outputMax, Cost worst) {
    /// An answer cut shorter than this is worth nothing.
    private static final long SHORTEST = 64;
    private static final long PICO_PER_NANO = 1_000;

    /// The largest answer that fits the wish, the model, its window and the money; null where even a short one costs
    /// more than what is left.
    static @Nullable WorstCase of(ModelEntry model, long tokens, long wished, @Nullable Cost left) {
        long input = tokens + tokens / 4 + 64;
        long most = Math.min(Math.min(wished, model.output()), Math.max(SHORTEST, model.context() - tokens));
        if (left != null) {
            long forOutput = left.minus(Cost.atMost(input, 0, model.price())).nano();
            if (forOutput < 0) {
                return null;
            }
            long price = model.price().output();
            most = price == 0 ? most : Math.min(most, affordable(forOutput, price));
            if (most < Math.min(SHORTEST, wished)) {
                return null;
            }
        }
        return new WorstCase(input, most, Cost.atMost(input, most, model.price()));
    }

    /// Rounding up may cost one nano-USD: a token less is always enough.
    private static long affordable(long nano, long price) {
        long tokens = nano > Long.MAX_VALUE / PICO_PER_NANO ? Long.MAX_VALUE / price : nano * PICO_PER_NANO / price;
        return Math.max(0, tokens - 1);
    }
}
