package signalbox.kit.input;

import java.util.List;
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

    private static final List<LoggingLevel> ALL = List.of(values());

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /// All of them, for a message.
    public static String words() {
        return ALL.stream().map(LoggingLevel::word).collect(Collectors.joining(", "));
    }

    /// The level of this word, or null.
    public static @Nullable LoggingLevel of(String word) {
        for (var level : ALL) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        return null;
    }
}
