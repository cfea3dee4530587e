package signalbox.policy.money;

/// What a model's tokens cost, in nano-USD per token (1 USD per million tokens = 1,000 nano-USD per token).
///
/// @param batchPercent what a batched call costs, in percent of the list price
public record Price(long input, long output, long cacheRead, long cacheWrite, int batchPercent) {
    public static final Price FREE = new Price(0, 0, 0, 0, 100);
}
