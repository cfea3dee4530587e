package signalbox.policy.grant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The names a person may have meant.
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /// At most three known names that differ in few characters from what was written, nearest first.
    public static List<String> to(String written, Collection<String> known) {
        int furthest = Math.max(2, written.length() / 3);
        return known.stream()
                .distinct()
                .filter(name -> distance(written, name) <= furthest)
                .sorted(Comparator.comparingInt((String name) -> distance(written, name)).thenComparing(name -> name))
                .limit(MOST)
                .toList();
    }

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
