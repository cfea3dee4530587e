package signalbox.client.modern;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A value as a header carries it (Streamable HTTP, "Value Encoding"): as it is where that is safe, else as
/// `=?base64?...?=`.
final class HeaderValue {
    private static final String START = "=?base64?";
    private static final String END = "?=";

    private HeaderValue() {}

    static String of(String value) {
        return isSafe(value)
                ? value
                : START + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }

    private static boolean isSafe(String value) {
        boolean printable = value.chars().allMatch(letter -> letter >= 0x20 && letter <= 0x7e);
        boolean sentinel = value.startsWith(START) && value.endsWith(END);
        return printable && !sentinel && value.equals(value.strip());
    }
}
