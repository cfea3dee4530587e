package signalbox.app.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import signalbox.app.terminal.EscapedText;

/// A report as a table: the first column to the left, figures to the right, the total last.
public final class ReportText {
    private static final List<String> FIGURES = List.of(
            "runs", "failed", "requests", "failed", "calls", "failed", "tokens in", "cached", "tokens out", "USD", "USD at worst");

    private ReportText() {}

    public static void print(SpendReport report, PrintWriter out) {
        var rows = new ArrayList<List<String>>();
        rows.add(row(report.by().toString(), FIGURES));
        report.rows().forEach(each -> rows.add(row(each.key().isEmpty() ? "(none)" : EscapedText.of(each.key()), cells(each.figures()))));
        rows.add(row("total", cells(report.total())));
        for (var row : rows) {
            out.println(line(row, rows));
        }
    }

    private static List<String> row(String first, List<String> rest) {
        var row = new ArrayList<String>();
        row.add(first);
        row.addAll(rest);
        return row;
    }

    private static List<String> cells(Figures figures) {
        var cells = new ArrayList<String>();
        for (var tally : List.of(figures.runs(), figures.requests(), figures.calls())) {
            cells.add(Long.toString(tally.count()));
            cells.add(Long.toString(tally.failed()));
        }
        var tokens = figures.tokens();
        cells.addAll(List.of(
                Long.toString(tokens.input()), Long.toString(tokens.cacheRead()), Long.toString(tokens.output()),
                figures.spent().toString(), figures.atWorst().toString()));
        return cells;
    }

    private static String line(List<String> row, List<List<String>> rows) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
            var gap = " ".repeat(width - row.get(i).length());
            line.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
        }
        return line.toString();
    }
}
