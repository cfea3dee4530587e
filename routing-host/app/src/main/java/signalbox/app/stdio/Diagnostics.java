package signalbox.app.stdio;

import java.io.PrintStream;

/// What the person at the other end reads on standard error: each trouble once, however many requests run into it.
public final class Diagnostics {
    private final PrintStream err;
    private String last = "";

    public Diagnostics(PrintStream err) {
        this.err = err;
    }

    synchronized void say(String sentence) {
        if (!sentence.equals(last)) {
            last = sentence;
            err.println("signalbox: " + sentence);
        }
    }

    /// What was wrong is over.
    synchronized void over() {
        last = "";
    }
}
