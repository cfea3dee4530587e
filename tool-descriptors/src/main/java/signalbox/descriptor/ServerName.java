package signalbox.descriptor;

/// The name of a group of tools with one owner, such as `retail`.
public record ServerName(String value) implements Comparable<ServerName> {
    private static final int LONGEST = 41;

    public ServerName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a server name: [a-z][a-z0-9_]{0,40} without '__'");
        }
    }

    public static boolean isValid(String text) {
        return isWord(text, LONGEST);
    }

    /// Whether it is `[a-z][a-z0-9_]*` without `__` and no longer than this. Every request asks it several times.
    static boolean isWord(String text, int longest) {
        if (text.isEmpty() || text.length() > longest || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c == '_' ? text.charAt(i - 1) != '_' : isLetter(c) || (c >= '0' && c <= '9');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    /// The scheme of the addresses of its resources: a scheme has no `_` (RFC 3986).
    public String scheme() {
        return value.replace('_', '-');
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
