package signalbox.identity.issuer;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Version;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.ToolPattern;
import signalbox.policy.permission.Scopes;

/// How closely granted scopes cover a needed one; the closest comes first.
///
/// It says what a client had better ask for, never what a caller may do.
///
/// @param more how many scopes are granted beside the one that covers
/// @param length of the one that covers: a longer pattern reaches less
record Coverage(int more, int length) implements Comparable<Coverage> {
    private static final String TOOL = "tool:";

    /// Null where nothing granted covers what is needed.
    static @Nullable Coverage of(Scopes granted, String needed) {
        return granted.values().stream()
                .filter(scope -> covers(scope, needed))
                .map(scope -> new Coverage(granted.values().size() - 1, scope.length()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public int compareTo(Coverage other) {
        int byRest = Integer.compare(more, other.more);
        return byRest == 0 ? Integer.compare(other.length, length) : byRest;
    }

    private static boolean covers(String granted, String needed) {
        if (granted.equals("*") || granted.equals(needed)) {
            return true;
        }
        for (var kind : NameKind.values()) {
            var start = kind.word() + ":";
            if (granted.startsWith(start) && needed.startsWith(start)) {
                // A star among what is needed can be matched by a star alone.
                return new Glob(granted.substring(start.length())).matches(needed.substring(start.length()));
            }
        }
        return granted.startsWith(TOOL) && needed.startsWith(TOOL)
                && coversTool(granted.substring(TOOL.length()), needed.substring(TOOL.length()));
    }

    private static boolean coversTool(String granted, String needed) {
        var pattern = ToolPattern.parse(granted);
        int at = needed.indexOf('@');
        if (!pattern.name().matches(at < 0 ? needed : needed.substring(0, at))) {
            return false;
        }
        if (at < 0 || !granted.contains("@")) {
            return true;
        }
        var versions = needed.substring(at + 1);
        return Version.isValid(versions)
                ? pattern.versions().contains(Version.parse(versions))
                : granted.endsWith(needed.substring(at));
    }
}
