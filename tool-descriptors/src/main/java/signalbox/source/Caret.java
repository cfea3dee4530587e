package signalbox.source;

/// The line of a problem with a caret under its place.
final class Caret {
    private static final String MARGIN = " | ";

    private Caret() {}

    /// @param excerpt the source line, or an empty string where there is none
    /// @param column from 1
    /// @param hint what would be right, beside the caret, or an empty string
    static String drawn(String excerpt, int column, String hint) {
        if (excerpt.isEmpty() && hint.isEmpty()) {
            return "";
        }
        var line = excerpt.isEmpty() ? "" : MARGIN + VisibleText.of(excerpt) + "\n";
        return line + MARGIN + " ".repeat(before(excerpt, column)) + "^" + (hint.isEmpty() ? "" : " " + VisibleText.of(hint)) + "\n";
    }

    /// How much stands before this column as it is shown: an escape is longer than what it stands for.
    private static int before(String excerpt, int column) {
        int written = Math.max(0, column - 1);
        int shown = Math.min(written, excerpt.codePointCount(0, excerpt.length()));
        var before = VisibleText.of(excerpt.substring(0, excerpt.offsetByCodePoints(0, shown)));
        return before.codePointCount(0, before.length()) + written - shown;
    }
}
