package signalbox.kit.call;

/// Text from outside as it may be stored, logged and quoted: printable ASCII, the rest escaped, of bounded length.
public final class Printable {
    static final int LONGEST = 200;

    private Printable() {}

    public static String of(String text) {
        return of(text, LONGEST);
    }

    static String of(String text, int longest) {
        var printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127) {
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
}
