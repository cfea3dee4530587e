package signalbox.source;

import java.util.Arrays;

/// The text of a file as code points, cut into lines; finds the place of a character and the line around it.
final class Lines {
    private static final int LONGEST_EXCERPT = 400;

    /// One column, so that a caret below is in the right column.
    private static final int TAB = '\u2192';

    private final String file;
    private final int[] points;
    private final int[] starts;

    Lines(String file, String text) {
        this.file = file;
        this.points = text.codePoints().toArray();
        this.starts = starts(points);
    }

    private static int[] starts(int[] points) {
        var starts = new int[16];
        int lines = 1;
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\n' || (points[i] == '\r' && (i + 1 == points.length || points[i + 1] != '\n'))) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    int[] points() {
        return points;
    }

    Place place(int index) {
        int found = Arrays.binarySearch(starts, index);
        int line = found >= 0 ? found : -found - 2;
        return new Place(file, line + 1, index - starts[line] + 1);
    }

    int indexOf(int line, int column) {
        return starts[line - 1] + column - 1;
    }

    /// The number of the line of this character, from 1.
    int line(int index) {
        return place(index).line();
    }

    /// How many spaces the line of this character starts with.
    int indent(int index) {
        var text = text(line(index));
        return text.length() - text.stripLeading().length();
    }

    /// A line without its end.
    String text(int line) {
        int end = starts[line - 1];
        while (end < points.length && points[end] != '\n' && points[end] != '\r') {
            end++;
        }
        return new String(points, starts[line - 1], end - starts[line - 1]).stripTrailing();
    }

    /// The part of its line before this character.
    String upTo(int index) {
        int start = starts[line(index) - 1];
        return new String(points, start, index - start);
    }

    /// The line of this place as it may be printed: nothing in it moves a cursor or hides text.
    String excerpt(Place place) {
        if (place.line() > starts.length || place.column() > LONGEST_EXCERPT) {
            return "";
        }
        var text = new StringBuilder();
        for (int i = starts[place.line() - 1]; i < points.length && text.length() < LONGEST_EXCERPT; i++) {
            if (points[i] == '\n' || points[i] == '\r') {
                break;
            }
            text.appendCodePoint(isShown(points[i]) ? points[i] : points[i] == '\t' ? TAB : 0xFFFD);
        }
        return text.toString().stripTrailing();
    }

    private static boolean isShown(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT;
    }
}
