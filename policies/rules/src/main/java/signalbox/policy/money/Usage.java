package signalbox.policy.money;

/// Tokens of one answer, in one convention for all providers.
///
/// @param input all input tokens, those read from and written to a cache included
/// @param cacheRead the part of `input` read from the provider's cache
/// @param cacheWrite the part of `input` written to the provider's cache
/// @param output all output tokens, reasoning included
public record Usage(long input, long cacheRead, long cacheWrite, long output) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0 || cacheRead > input - cacheWrite) {
            throw new IllegalArgumentException(
                    "tokens must not be negative, and cached ones are part of the input: " + input + ", " + cacheRead
                            + ", " + cacheWrite + ", " + output);
        }
    }

    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(input, other.input),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(cacheWrite, other.cacheWrite),
                Math.addExact(output, other.output));
    }
}
