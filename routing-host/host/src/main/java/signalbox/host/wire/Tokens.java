package signalbox.host.wire;

import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;

/// Reads the token counts a provider reports.
public final class Tokens {
    private Tokens() {}

    /// The count at this place, or 0 where there is none or it is no count.
    public static long at(JsonNode usage, String pointer) {
        JsonNode count = usage.at(pointer);
        return count.isIntegralNumber() && count.canConvertToLong()
                ? Math.max(0, Math.min(count.longValue(), Integer.MAX_VALUE))
                : 0;
    }

    /// @param input all of it, cached parts included; null when nothing was reported
    public static @Nullable Usage usage(long input, long cacheRead, long cacheWrite, long output) {
        if (input == 0 && output == 0) {
            return null;
        }
        return new Usage(Math.max(input, cacheRead + cacheWrite), cacheRead, cacheWrite, output);
    }
}
