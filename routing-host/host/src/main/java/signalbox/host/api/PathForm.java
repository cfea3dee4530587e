package signalbox.host.api;

import java.util.Locale;
import java.util.Set;

/// The form of a request's path. We read a path as it was written, so none of these could lead anywhere here; they are
/// refused because a proxy in front may have read them as another path than we do, and let them pass as that.
final class PathForm {
    /// Encoded `.`, `/`, `\`, `%`, `;` and control characters.
    private static final Set<String> ENCODED = Set.of("2e", "2f", "5c", "25", "3b", "00", "0a", "0d", "7f");

    private PathForm() {}

    static boolean isAmbiguous(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean strange = c <= ' ' || c >= 0x7f || c == ';' || c == '\\';
            boolean encodedOddly = c == '%' && isEncodedOddly(path, i + 1);
            boolean oddSegment = c == '/' && isOddSegment(path, i + 1);
            if (strange || encodedOddly || oddSegment) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEncodedOddly(String path, int from) {
        return from + 2 > path.length() || ENCODED.contains(path.substring(from, from + 2).toLowerCase(Locale.ROOT));
    }

    /// An empty segment before another, `.` or `..`.
    private static boolean isOddSegment(String path, int from) {
        int end = path.indexOf('/', from);
        var segment = path.substring(from, end < 0 ? path.length() : end);
        return (segment.isEmpty() && end >= 0) || segment.equals(".") || segment.equals("..");
    }
}
