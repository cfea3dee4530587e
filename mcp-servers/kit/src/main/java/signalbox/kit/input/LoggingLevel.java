package signalbox.kit.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The levels of RFC 5424, section 6.2.1, from the least to the most severe.
public enum LoggingLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All of them, as a text names them.
    public static String words() {
        return Arrays.stream(values()).map(LoggingLevel::word).collect(Collectors.joining(", "));
    }

    /// The level of this word, or null.
    public static @Nullable LoggingLevel of(String word) {
        for (var level : values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        return null;
    }
}
