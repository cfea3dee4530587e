package signalbox.source;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Where a text stops being YAML, and why. A parser notices what was left open only where something else begins; this is
/// the place that a person must mend.
///
/// @param at an index of code points
record SyntaxFault(int at, String message, String hint) {
    /// @param before the last node that could be read, or null
    static SyntaxFault of(MarkedYamlEngineException e, Lines lines, @Nullable Span before) {
        int context = e.getContextMark().map(Mark::getIndex).orElse(0);
        int at = e.getProblemMark().map(Mark::getIndex).orElse(context);
        var doing = e.getContext() == null ? "" : e.getContext().strip();
        var problem = e.getProblem();
        int opening = opening(lines, context);
        if (doing.startsWith("while parsing a flow") && opening >= 0 && isLeft(lines, opening, at)) {
            return notClosed(lines, opening, at);
        }
        if (doing.endsWith("quoted scalar") && problem.equals("found unexpected end of stream")) {
            return new SyntaxFault(context, "the quote that opens here is not closed", "");
        }
        if (problem.equals("could not find expected ':'")) {
            return new SyntaxFault(context, "a key must be followed by ':'", "");
        }
        if (before != null && isQuoted(before) && lines.line(before.start()) < lines.line(before.end())
                && lines.line(before.end()) == lines.line(at)) {
            return new SyntaxFault(before.start(), "the quote that opens here is closed only in line " + lines.line(at)
                    + ", before other text", "close it in its own line, or write a quote inside of it as '' or \\\"");
        }
        return switch (problem) {
            case "mapping values are not allowed here" -> unexpectedColon(lines, at);
            case "expected <block end>, but found '<block mapping start>'" ->
                new SyntaxFault(at, "the indentation is that of no line above", "indent it as the key that it belongs beside");
            default -> new SyntaxFault(
                    at, "this is not YAML: " + (doing.isEmpty() ? "" : doing + ": ") + problem.replace("\n", "\\n"), "");
        };
    }

    /// The bracket that is open at a place, or -1: a parser that misses the first entry names the place where it would be.
    private static int opening(Lines lines, int at) {
        int[] points = lines.points();
        int closed = 0;
        for (int i = Math.min(at, points.length - 1); i >= 0; i--) {
            if (points[i] == ']' || points[i] == '}') {
                closed++;
            } else if ((points[i] == '[' || points[i] == '{') && closed-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /// What is in brackets is indented deeper than the line in which they open.
    private static boolean isLeft(Lines lines, int opening, int at) {
        return at == lines.points().length
                || (lines.line(at) > lines.line(opening) && lines.indent(at) <= lines.indent(opening));
    }

    private static SyntaxFault notClosed(Lines lines, int opening, int at) {
        var bracket = lines.points()[opening] == '[' ? "']'" : "'}'";
        return new SyntaxFault(opening, "the bracket that opens here is not closed", "a " + bracket + " is missing, "
                + (at == lines.points().length ? "at the latest at the end of the file" : "at the latest before line " + lines.line(at)));
    }

    private static boolean isQuoted(Span spot) {
        return spot.style() == ScalarStyle.SINGLE_QUOTED || spot.style() == ScalarStyle.DOUBLE_QUOTED;
    }

    /// A colon makes a key of what comes before it: of a text that is the value of another key already, or of lines that
    /// have no colon of their own.
    private static SyntaxFault unexpectedColon(Lines lines, int at) {
        int line = lines.line(at);
        if (hasKey(lines.upTo(at))) {
            return new SyntaxFault(at, "a second ': ' in one entry", "put a text that holds ': ' in quotes");
        }
        int above = line - 1;
        while (above > 0 && lines.text(above).isBlank()) {
            above--;
        }
        var keyless = above == 0 ? "" : lines.text(above);
        if (above == 0 || hasKey(keyless)) {
            return new SyntaxFault(at, "a key cannot come below a value",
                    "indent it as the key that it belongs beside, or put a text that goes on in quotes");
        }
        return new SyntaxFault(lines.indexOf(above, keyless.codePointCount(0, keyless.length()) + 1), "a key must be followed by ':'",
                keyless.contains(":") ? "and that by a space" : "");
    }

    private static boolean hasKey(String text) {
        return text.contains(": ") || text.endsWith(":");
    }
}
