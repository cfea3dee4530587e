package signalbox.app.explain;

import java.io.PrintWriter;
import signalbox.host.tool.elicitation.SeenText;

/// Lines of two columns, a label and a text, as a person reads them.
///
/// What models and servers wrote may stand in a text; none of it steers the terminal.
record ExplainedLines(PrintWriter out) {
    private static final int WIDTH = 12;
    private static final String INDENT = "  ";

    record Line(String label, String text) {}

    /// At the margin; a text of many lines stays in its column.
    void head(String label, String text) {
        print("", label, text);
    }

    /// What belongs to the head above it.
    void line(Line line) {
        print(INDENT, line.label, line.text);
    }

    void line(String label, String text) {
        print(INDENT, label, text);
    }

    /// What belongs to the line above it.
    void under(String label, String text) {
        print(INDENT + INDENT, label, text);
    }

    void blank() {
        out.println();
    }

    private void print(String indent, String label, String text) {
        var start = indent + label + " ".repeat(Math.max(1, WIDTH - indent.length() - label.length()));
        for (var line : SeenText.of(text).lines().toList()) {
            out.println(start + line);
            start = " ".repeat(start.length());
        }
    }
}
