package signalbox.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A set of versions written as node-semver writes ranges: `^1.2`, `~1.2.3`, `1.x`, `1.2 - 2`, `>=1 <3`, `^1 || ^3`, `*`.
///
/// Pre-release and build parts are refused, as our versions have none.
public final class VersionRange {
    private static final int END = Integer.MAX_VALUE;
    private static final String PART = "(?:0|[1-9][0-9]{0,5}|[xX*])";
    private static final String PARTIAL = "v?(" + PART + ")(?:\\.(" + PART + "))?(?:\\.(" + PART + "))?";
    private static final Pattern HYPHEN = Pattern.compile("\\s*" + PARTIAL + "\\s+-\\s+" + PARTIAL + "\\s*");
    private static final Pattern COMPARATOR = Pattern.compile("(\\^|~>?|>=|<=|>|<|=)?\\s*" + PARTIAL + "(?=\\s|$)\\s*");
    private static final Version LOWEST = new Version(0, 0, 0);
    private static final Version HIGHEST = new Version(END, 0, 0);
    private static final Interval ALL = new Interval(LOWEST, HIGHEST);
    private static final Interval NONE = new Interval(LOWEST, LOWEST);

    private final String text;
    private final List<Interval> alternatives;

    private VersionRange(String text, List<Interval> alternatives) {
        this.text = text;
        this.alternatives = List.copyOf(alternatives);
    }

    /// @throws IllegalArgumentException where the text is no range; the message says what would be right
    public static VersionRange parse(String text) {
        var alternatives = new ArrayList<Interval>();
        for (var alternative : text.split("\\|\\|", -1)) {
            alternatives.add(alternative(text, alternative.strip()));
        }
        return new VersionRange(text, alternatives);
    }

    public static boolean isValid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    public boolean contains(Version version) {
        return alternatives.stream().anyMatch(interval -> interval.contains(version));
    }

    public boolean isEvery() {
        return alternatives.contains(ALL);
    }

    /// Whether nothing is written where a range could be, as in `^1 ||`: node-semver reads that as every version.
    public boolean hasEmptyAlternative() {
        return Stream.of(text.split("\\|\\|", -1)).anyMatch(String::isBlank);
    }

    private static Interval alternative(String whole, String text) {
        var hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            var from = Partial.of(hyphen, 1);
            var to = Partial.of(hyphen, 4);
            return new Interval(from.lowest(), to.next());
        }
        var result = ALL;
        var comparator = COMPARATOR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!comparator.find(end) || comparator.start() != end) {
                throw new IllegalArgumentException("'" + whole
                        + "' is not a version range: write it as node-semver does, such as ^1.2, ~1.2.3, 1.x, >=1 <3 or *");
            }
            end = comparator.end();
            result = result.and(interval(comparator.group(1), Partial.of(comparator, 2)));
        }
        return result;
    }

    private static Interval interval(String operator, Partial partial) {
        return switch (operator == null ? "=" : operator) {
            case "^" -> new Interval(partial.lowest(), partial.nextBreaking());
            case "~", "~>" -> new Interval(partial.lowest(), partial.nextMinor());
            case ">=" -> new Interval(partial.lowest(), HIGHEST);
            case ">" -> partial.parts == 0 ? NONE : new Interval(partial.next(), HIGHEST);
            case "<" -> partial.parts == 0 ? NONE : new Interval(LOWEST, partial.lowest());
            case "<=" -> new Interval(LOWEST, partial.next());
            default -> new Interval(partial.lowest(), partial.next());
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionRange range && alternatives.equals(range.alternatives);
    }

    @Override
    public int hashCode() {
        return alternatives.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /// From `low` to before `high`.
    private record Interval(Version low, Version high) {
        boolean contains(Version version) {
            return low.compareTo(version) <= 0 && version.compareTo(high) < 0;
        }

        Interval and(Interval other) {
            return new Interval(
                    low.compareTo(other.low) >= 0 ? low : other.low, high.compareTo(other.high) <= 0 ? high : other.high);
        }
    }

    /// A version of which only the first `parts` parts are said; the others are 0.
    private record Partial(int parts, int major, int minor, int patch) {
        static Partial of(Matcher match, int group) {
            var said = new int[3];
            int parts = 0;
            while (parts < 3 && match.group(group + parts) != null && isNumber(match.group(group + parts))) {
                said[parts] = Integer.parseInt(match.group(group + parts));
                parts++;
            }
            return new Partial(parts, said[0], said[1], said[2]);
        }

        private static boolean isNumber(String part) {
            return Character.isDigit(part.charAt(0));
        }

        Version lowest() {
            return new Version(major, minor, patch);
        }

        /// The first version after all those that this stands for.
        Version next() {
            return switch (parts) {
                case 0 -> HIGHEST;
                case 1 -> new Version(major + 1, 0, 0);
                case 2 -> new Version(major, minor + 1, 0);
                default -> new Version(major, minor, patch + 1);
            };
        }

        Version nextMinor() {
            return parts < 3 ? next() : new Version(major, minor + 1, 0);
        }

        Version nextBreaking() {
            if (parts < 2 || major > 0) {
                return parts == 0 ? HIGHEST : new Version(major + 1, 0, 0);
            }
            return parts == 2 || minor > 0 ? new Version(0, minor + 1, 0) : next();
        }
    }
}
