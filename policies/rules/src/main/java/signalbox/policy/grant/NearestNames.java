package signalbox.policy.grant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The names a person may have meant.
public final class NearestNames {
    private static final int MOST = 3;

    /// Longer than any name; whoever writes more has meant none.
    private static final int LONGEST = 200;

    private NearestNames() {}

    /// At most three known names that differ in few characters from what was written, nearest first.
    public static List<String> to(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return List.of();
        }
        int furthest = Math.max(2, written.length() / 3);
        return known.stream()
                .distinct()
                .filter(name -> Math.abs(name.length() - written.length()) <= furthest)
                .map(name -> new Candidate(name, distance(written, name)))
                .filter(candidate -> candidate.distance() <= furthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int distance) {}

    /// `did you mean a, b?`, or the fallback where nothing is near.
    public static String hint(String written, Collection<String> known, String fallback) {
        var near = to(written, known);
        return near.isEmpty() ? fallback : "did you mean " + String.join(", ", near) + "?";
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
