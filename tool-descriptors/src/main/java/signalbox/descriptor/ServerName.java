package signalbox.descriptor;

import java.util.regex.Pattern;

/// The name of a group of tools with one owner, such as `retail`.
public record ServerName(String value) implements Comparable<ServerName> {
    private static final Pattern FORM = Pattern.compile("(?!.*__)[a-z][a-z0-9_]{0,40}");

    public ServerName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no server name: [a-z][a-z0-9_]{0,40} without '__'");
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
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
