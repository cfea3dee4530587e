package signalbox.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// One thing that is wrong with a file a person edits: where, what, and what would be right.
///
/// @param excerpt the source line, or an empty string where there is none
/// @param hint what would be right, or an empty string
public record Problem(Severity severity, Place place, String excerpt, String message, String hint) {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place).thenComparing(Problem::message);

    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(Place place, String excerpt, String message, String hint) {
        return new Problem(Severity.ERROR, place, excerpt, message, hint);
    }

    public static Problem warning(Place place, String excerpt, String message, String hint) {
        return new Problem(Severity.WARNING, place, excerpt, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The problem as a person reads it: place and message, the line, a caret and the hint. Nothing that stands in the file
    /// steers the terminal, or hides from whoever reads it.
    public String rendered() {
        var text = new StringBuilder();
        text.append(VisibleText.of(place.toString())).append(": ");
        if (severity == Severity.WARNING) {
            text.append("warning: ");
        }
        text.append(VisibleText.of(message)).append('\n');
        return text.append(Caret.drawn(excerpt, place.column(), hint)).toString();
    }

    /// By file, line and column, each problem once.
    public static List<Problem> sorted(Collection<Problem> problems) {
        return problems.stream().distinct().sorted(ORDER).toList();
    }

    public static String rendered(List<Problem> problems) {
        var text = new StringBuilder();
        problems.forEach(problem -> text.append(problem.rendered()));
        return text.toString();
    }
}
