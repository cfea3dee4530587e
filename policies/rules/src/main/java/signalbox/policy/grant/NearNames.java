package signalbox.policy.grant;

import java.util.Collection;
import java.util.List;

/// The names that somebody may have meant who wrote another one.
///
/// A name that is right but for what stands before it comes first: models write `functions.count`, `yard.count` or `count`
/// for what is called `yard__count`. Only the names given are compared, so nothing else shows in the result.
public final class NearNames {
    private static final int MOST = 3;
    private static final List<String> BEFORE = List.of(".", "__", "/", ":");

    private NearNames() {}

    /// At most three, the nearest first.
    ///
    /// @param known those that the caller is shown
    public static List<String> to(String written, Collection<String> known) {
        var same = ofOtherPrefix(written, known);
        return same.isEmpty() ? NearestNames.to(written, known) : same;
    }

    /// At most three that are right but for what stands before them.
    public static List<String> ofOtherPrefix(String written, Collection<String> known) {
        var bare = bare(written);
        var same = known.stream().filter(name -> bare(name).equals(bare)).sorted().toList();
        var whole = written.replace(".", "__");
        var ofThatServer = same.stream().filter(name -> name.contains("__") && whole.endsWith(name)).toList();
        return (ofThatServer.isEmpty() ? same : ofThatServer).stream().limit(MOST).toList();
    }

    /// What follows the last separator.
    private static String bare(String name) {
        int start = 0;
        for (var separator : BEFORE) {
            int at = name.lastIndexOf(separator);
            start = at < 0 ? start : Math.max(start, at + separator.length());
        }
        return name.substring(start);
    }
}
