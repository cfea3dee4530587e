package signalbox.app.stdio;

import java.io.PrintStream;

/// Problems told to the person at the other end, on standard error: each once, however many requests run into it.
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

    /// The last problem is over; if it comes back it is told again.
    synchronized void resolved() {
        last = "";
    }
}
