package signalbox.app;

import java.io.PrintStream;
import java.util.Map;

/// Where a person reads: colour where there is one, plain text elsewhere.
record Terminal(PrintStream out, boolean colour) {
    private static final String RESET = "\u001b[0m";

    enum Tone {
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

    static Terminal of(PrintStream out, Map<String, String> environment) {
        boolean plain = System.console() == null
                || !System.console().isTerminal()
                || environment.containsKey("NO_COLOR")
                || "dumb".equals(environment.get("TERM"));
        return new Terminal(out, !plain);
    }

    String toned(Tone tone, String text) {
        return colour && !tone.code.isEmpty() && !text.isEmpty() ? tone.code + text + RESET : text;
    }

    void line(String text) {
        out.println(text);
    }

    void line(Tone tone, String text) {
        out.println(toned(tone, text));
    }

    void blank() {
        out.println();
    }
}
