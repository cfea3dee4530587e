package signalbox.app.log;

import java.time.temporal.ChronoUnit;
import signalbox.app.terminal.EscapedText;

/// A line of the log as a person reads it: in columns that most of what is in them fits.
public final class LogText {
    private static final int KIND = 8;
    private static final int WHO = 20;
    private static final int WHAT = 46;

    private LogText() {}

    public static String of(LogLine line) {
        return EscapedText.of(line.at().truncatedTo(ChronoUnit.SECONDS) + "  " + padded(line.kind(), KIND) + "  "
                + padded(line.who(), WHO) + "  " + padded(line.what(), WHAT) + "  " + line.outcome() + "  " + line.id());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
