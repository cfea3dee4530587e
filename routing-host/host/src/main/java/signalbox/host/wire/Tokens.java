package signalbox.host.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;

/// Reads the token counts a provider reports.
public final class Tokens {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(?:\\.[0-9]{1,18})?(?:[eE][0-9]{1,2})?");

    private Tokens() {}

    /// The count at this place, or 0 where there is none or it is no count. Some providers write it as a float or a text;
    /// part of a token is one.
    public static long at(JsonNode usage, String pointer) {
        JsonNode count = usage.at(pointer);
        if (count.isNumber()) {
            return whole(count.decimalValue());
        }
        return count.isString() && NUMBER.matcher(count.stringValue()).matches()
                ? whole(new BigDecimal(count.stringValue()))
                : 0;
    }

    private static long whole(BigDecimal count) {
        return count.signum() <= 0 || count.compareTo(MOST) > 0
                ? 0
                : Math.min(count.setScale(0, RoundingMode.CEILING).longValueExact(), Integer.MAX_VALUE);
    }

    /// All that came out. A provider may count its reasoning beside the answer and say so in the total alone; what the
    /// total counts beyond the input is output.
    public static long output(long answer, long input, long total) {
        return Math.max(answer, total - input);
    }

    /// @param input all of it, cached parts included; null when nothing was reported
    public static @Nullable Usage usage(long input, long cacheRead, long cacheWrite, long output) {
        if (input == 0 && output == 0) {
            return null;
        }
        return new Usage(Math.max(input, cacheRead + cacheWrite), cacheRead, cacheWrite, output);
    }
}
