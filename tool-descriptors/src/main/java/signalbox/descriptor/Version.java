package signalbox.descriptor;

import java.util.Comparator;
import java.util.regex.Pattern;

/// A released tool version: `major.minor.patch` of Semantic Versioning 2.0.0, without pre-release or build parts.
public record Version(int major, int minor, int patch) implements Comparable<Version> {
    private static final Pattern FORM =
            Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");
    private static final Comparator<Version> ORDER =
            Comparator.comparingInt(Version::major).thenComparingInt(Version::minor).thenComparingInt(Version::patch);

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    public static Version parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a version: write major.minor.patch, such as 2.1.0");
        }
        return new Version(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
