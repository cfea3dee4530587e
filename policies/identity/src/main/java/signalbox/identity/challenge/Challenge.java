package signalbox.identity.challenge;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a caller needs instead of what it brought: the status of the answer, and its `WWW-Authenticate` header (RFC 9110,
/// section 11.6.1; RFC 6750, section 3; RFC 9728, section 5.1).
public record Challenge(int status, String header) {
    /// The name of the header.
    public static final String HEADER = "WWW-Authenticate";

    private static final String REALM = "signalbox";
    /// RFC 6749, section 3.3.
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");
    /// What RFC 6750, section 3, does not allow in `error_description`.
    private static final Pattern UNFIT = Pattern.compile("[^ !#-\\[\\]-~]");

    static Challenge of(int status, Map<String, String> parameters) {
        var header = new StringBuilder("Bearer realm=").append(quoted(REALM));
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                header.append(", ").append(name).append('=').append(quoted(value));
            }
        });
        return new Challenge(status, header.toString());
    }

    static Map<String, String> parameters() {
        return new LinkedHashMap<>();
    }

    /// The scopes as one parameter; one that a header cannot carry is left out.
    static String scopes(Collection<String> scopes) {
        var valid = new TreeSet<>(scopes);
        valid.removeIf(scope -> !SCOPE.matcher(scope).matches());
        return String.join(" ", valid);
    }

    /// A description without the characters that RFC 6750 does not allow in one.
    static String described(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    /// RFC 9110, section 5.6.4.
    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException("a character that a header cannot carry: " + (int) c);
            }
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
