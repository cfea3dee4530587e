package signalbox.host.wire.messages;

import org.jspecify.annotations.Nullable;

/// The version of the Messages API that a caller writes, by the header `anthropic-version`.
public enum MessagesVersion {
    /// Also of a caller that names none.
    V2023_06_01("2023-06-01"),
    /// Without sampling parameters.
    V2026_10_21("2026-10-21");

    public static final String HEADER = "anthropic-version";

    private final String word;

    MessagesVersion(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /// Null for a version that is none of these.
    ///
    /// @param header null where there is none
    public static @Nullable MessagesVersion of(@Nullable String header) {
        if (header == null) {
            return V2023_06_01;
        }
        for (MessagesVersion version : values()) {
            if (version.word.equals(header)) {
                return version;
            }
        }
        return null;
    }
}
