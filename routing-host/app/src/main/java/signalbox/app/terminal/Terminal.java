package signalbox.app.terminal;

import java.io.PrintStream;
import java.util.Map;

/// Where a person reads: colour where there is one, plain text elsewhere.
public record Terminal(PrintStream out, boolean colour) {
    private static final String RESET = "\u001b[0m";

    public enum Tone {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m"),
        NOTE("\u001b[36m");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again where nothing is a terminal
    public static Terminal of(PrintStream out, Map<String, String> environment) {
        var console = System.console();
        boolean plain = console == null
                || !console.isTerminal()
                || environment.containsKey("NO_COLOR")
                || "dumb".equals(environment.get("TERM"));
        return new Terminal(out, !plain);
    }

    public String toned(Tone tone, String text) {
        return colour && !tone.code.isEmpty() && !text.isEmpty() ? tone.code + text + RESET : text;
    }

    public void line(String text) {
        out.println(text);
    }

    public void line(Tone tone, String text) {
        out.println(toned(tone, text));
    }

    public void blank() {
        out.println();
    }
}
