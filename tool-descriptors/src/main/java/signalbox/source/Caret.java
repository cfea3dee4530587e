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
        var line = excerpt.isEmpty() ? "" : MARGIN + excerpt + "\n";
        return line + MARGIN + " ".repeat(Math.max(0, column - 1)) + "^" + (hint.isEmpty() ? "" : " " + hint) + "\n";
    }
}
