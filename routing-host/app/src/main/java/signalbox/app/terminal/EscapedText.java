package signalbox.app.terminal;

/// Text from outside as one line of a terminal may show it: what steers a terminal, turns the direction of writing or is
/// not seen at all is written out as `\u001b`, so that a reader sees that it is there.
public final class EscapedText {
    private EscapedText() {}

    public static String of(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isSeen(point)) {
                shown.appendCodePoint(point);
            } else {
                for (char half : Character.toChars(point)) {
                    shown.append(String.format("\\u%04x", (int) half));
                }
            }
        });
        return shown.toString();
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
