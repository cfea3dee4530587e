package signalbox.host.tool.elicitation;

import java.util.regex.Pattern;

/// Text as a person sees it: without escape sequences for terminals, control characters, and characters that are
/// invisible or turn the direction of writing, in which instructions are hidden.
public final class SeenText {
    private static final int LONGEST_LINE = 300;

    /// ECMA-48 control sequences and operating system commands.
    private static final Pattern ESCAPES = Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-_])?");

    private SeenText() {}

    public static String of(String text) {
        var seen = new StringBuilder(text.length());
        ESCAPES.matcher(text).replaceAll("").codePoints().filter(SeenText::isSeen).forEach(seen::appendCodePoint);
        return seen.toString();
    }

    /// The text in one line, short enough for a record.
    public static String line(String text) {
        var seen = of(text).replaceAll("\\s+", " ");
        return seen.length() <= LONGEST_LINE ? seen : seen.substring(0, LONGEST_LINE) + "...";
    }

    private static boolean isSeen(int point) {
        if (point == '\n' || point == '\t' || point == '\r') {
            return true;
        }
        return switch (Character.getType(point)) {
            // Joiners shape what is seen of emoji and of several scripts.
            case Character.FORMAT -> point == 0x200C || point == 0x200D;
            case Character.CONTROL, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
