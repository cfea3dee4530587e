package signalbox.source;

/// Text of a file as a person must see it: what a terminal would obey, or turn around, or not show at all, is written as
/// YAML escapes it. A tab stays, and so does a line break of our own.
final class VisibleText {
    private VisibleText() {}

    static String of(String text) {
        if (text.codePoints().allMatch(VisibleText::isSeen)) {
            return text;
        }
        var visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isSeen(point)) {
                visible.appendCodePoint(point);
            } else {
                visible.append(escaped(point));
            }
        });
        return visible.toString();
    }

    /// YAML 1.2.2, section 5.7.
    private static String escaped(int point) {
        return point <= 0xFF ? String.format("\\x%02X", point) : String.format(point <= 0xFFFF ? "\\u%04X" : "\\U%08X", point);
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\t' || point == '\n';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
