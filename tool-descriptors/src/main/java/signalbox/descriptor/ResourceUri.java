package signalbox.descriptor;

import java.util.regex.Pattern;

/// The address of a resource, such as `knowledge://articles/returns`. It belongs to the server whose name is its scheme,
/// with `-` for each `_` of the name.
///
/// An address has one spelling, so that none passes by a rule that names another: the characters of RFC 3986 without
/// commas (they part the entries of a list of scopes) and without a fragment; no `.` or `..` as a segment; `%` and two
/// capital hex digits only for what cannot be written as it is. Whoever compares addresses may take the authority in any case
/// and a port for none, so it has lower-case letters, digits, `.`, `_` and `-` only. `{` and `}` are allowed too: a template
/// is named as it is written.
public record ResourceUri(String value) {
    private static final int LONGEST = 2_000;
    private static final String HOST = "[a-z0-9._-]*+";
    private static final String VARIABLE = "\\{[A-Za-z0-9._*+]*+}?+";
    private static final String PLAIN = "[A-Za-z0-9._~:/?\\[\\]@!$&'()*+;={}-]*+";
    private static final String ESCAPE = "%(?!2[DE]|3[0-9]|[46][1-9A-F]|5[0-9AF]|7[0-9AE])[0-9A-F]{2}";
    private static final Pattern FORM = Pattern.compile(
            "(?!.*/\\.\\.?(?:[/?]|$))([a-z][a-z0-9-]{0,40})://(?=.)" + HOST + "(?:" + VARIABLE + HOST + ")*+"
                    + "(?:[/?]" + PLAIN + "(?:" + ESCAPE + PLAIN + ")*+)?+");

    public ResourceUri {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not the address of a resource: server://path, spelled as RFC 3986 normalizes it,"
                    + " without a user and a port");
        }
    }

    public static boolean isValid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var match = FORM.matcher(text);
        return match.matches() && ServerName.isValid(match.group(1).replace('-', '_'));
    }

    /// The server it belongs to.
    public ServerName server() {
        return new ServerName(value.substring(0, value.indexOf(':')).replace('-', '_'));
    }

    @Override
    public String toString() {
        return value;
    }
}
