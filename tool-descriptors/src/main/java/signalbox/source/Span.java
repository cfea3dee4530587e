package signalbox.source;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/// Where a node is in its text, by index of code points.
///
/// @param key the start of its key; for a list entry or the root the start of the value
/// @param style how the scalar is written, or null for a list or map
/// @param scalar what the scalar says, or an empty string
record Span(int key, int start, int end, @Nullable ScalarStyle style, String scalar) {
    /// The index of the `offset`-th code point of what the scalar says.
    int inside(int[] text, int offset) {
        if (style == null) {
            return start;
        }
        int[] wanted = scalar.codePoints().toArray();
        int at = firstIndex(text);
        int found = at;
        for (int i = 0; i <= offset && i < wanted.length && at < end; i++) {
            if (Character.isWhitespace(wanted[i]) && style != ScalarStyle.DOUBLE_QUOTED) {
                found = at;
                at = Character.isWhitespace(text[at]) ? at + 1 : at;
                continue;
            }
            at = skipFolding(text, at, wanted[i]);
            found = at;
            at += width(text, at);
        }
        return offset >= wanted.length ? Math.min(at, end) : found;
    }

    private int firstIndex(int[] text) {
        if (style == ScalarStyle.PLAIN) {
            return start;
        }
        if (style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED) {
            return start + 1;
        }
        int at = start;
        while (at < end && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, end);
    }

    private int skipFolding(int[] text, int from, int wanted) {
        int at = from;
        while (at < end && text[at] != wanted && (Character.isWhitespace(text[at]) || isContinuation(text, at))) {
            at++;
        }
        return at;
    }

    private boolean isContinuation(int[] text, int at) {
        return style == ScalarStyle.DOUBLE_QUOTED && text[at] == '\\' && (text[at + 1] == '\n' || text[at + 1] == '\r');
    }

    private int width(int[] text, int at) {
        if (style == ScalarStyle.SINGLE_QUOTED && at < end && text[at] == '\'') {
            return 2;
        }
        if (style != ScalarStyle.DOUBLE_QUOTED || at >= end || text[at] != '\\') {
            return 1;
        }
        return switch (text[at + 1]) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }
}
