package signalbox.descriptor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A value as a header carries it (MCP 2026-07-28, streamable HTTP, "Value Encoding"): as it is where that is safe, else
/// as `=?base64?...?=`.
public final class HeaderValue {
    private static final String START = "=?base64?";
    private static final String END = "?=";

    private HeaderValue() {}

    public static String of(String value) {
        return isSafe(value) && !isEncoded(value)
                ? value
                : START + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /// What a header says, or null where it says nothing that can be read.
    public static @Nullable String read(String header) {
        if (!isEncoded(header)) {
            return header.chars().allMatch(letter -> (letter >= ' ' && letter <= '~') || letter == '\t') ? header : null;
        }
        try {
            var bytes = Base64.getDecoder().decode(header.substring(START.length(), header.length() - END.length()));
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return null;
        }
    }

    /// Whether a header can carry it unencoded.
    public static boolean isSafe(String value) {
        return value.equals(value.strip()) && value.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    private static boolean isEncoded(String value) {
        return value.length() >= START.length() + END.length() && value.startsWith(START) && value.endsWith(END);
    }
}
