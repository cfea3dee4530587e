package signalbox.app.drill;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import signalbox.app.terminal.EscapedText;

/// A drill for a person: the sums, then a row for each model and the one that takes its place, then the steps without any.
public final class DrillText {
    private static final List<String> HEAD =
            List.of("from", "to", "steps", "USD", "USD then", "ms", "ms then", "with a loss", "not considered");

    private DrillText() {}

    public static void print(String provider, DrillReport report, PrintWriter out) {
        out.println("Without '" + provider + "', of " + report.steps() + " recorded steps:");
        out.println("  " + report.unaffected() + " were taken by models of other providers");
        out.println("  " + report.moved() + " would go to another model");
        out.println("  " + report.strandedSteps() + " would have no model");
        if (report.moved() > 0) {
            out.println();
            table(report).forEach(out::println);
        }
        report.stranded().forEach(step -> {
            out.println();
            out.println(step.run() + ", step " + step.step() + ", taken by " + step.model() + ": no model");
            step.reason().lines().forEach(line -> out.println("  " + EscapedText.of(line)));
        });
        if (report.strandedSteps() > report.stranded().size()) {
            out.println();
            out.println("and " + (report.strandedSteps() - report.stranded().size()) + " more without a model");
        }
    }

    private static List<String> table(DrillReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (var row : report.successors()) {
            rows.add(List.of(
                    row.from().value(), row.to().value(), Long.toString(row.steps()), row.cost().toString(), row.costThen().toString(),
                    shown(row.took()), shown(row.tookThen()), Long.toString(row.cautions().lossy()),
                    Long.toString(row.cautions().unconsidered())));
        }
        return rows.stream().map(row -> line(row, rows)).toList();
    }

    private static String shown(OptionalLong millis) {
        return millis.isPresent() ? Long.toString(millis.getAsLong()) : "?";
    }

    /// Names to the left, figures to the right.
    private static String line(List<String> row, List<List<String>> rows) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
            var gap = " ".repeat(width - row.get(i).length());
            line.append(i == 0 ? "" : "  ").append(i < 2 ? row.get(i) + gap : gap + row.get(i));
        }
        return line.toString();
    }
}
