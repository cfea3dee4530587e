package signalbox.kit.content;

/// Text from outside as it may be stored, logged and quoted: printable ASCII, the rest escaped, of bounded length.
public final class Printable {
    /// The usual bound, in characters.
    public static final int LONGEST = 200;

    private Printable() {}

    public static String of(String text) {
        return of(text, LONGEST);
    }

    public static String of(String text, int longest) {
        if (isPlain(text, longest)) {
            return text;
        }
        var printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                printable.append(c);
            } else {
                printable.append(String.format("\\u%04x", (int) c));
            }
            if (printable.length() >= longest) {
                return printable + "...";
            }
        }
        return printable.toString();
    }

    private static boolean isPlain(String text, int longest) {
        return text.length() < longest && text.chars().allMatch(Printable::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 127;
    }
}
