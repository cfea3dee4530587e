package signalbox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.app.report.Grouping;
import signalbox.app.report.ReportJson;
import signalbox.app.report.ReportText;
import signalbox.app.report.SpendReport;
import signalbox.app.start.CommonOptions;
import signalbox.app.terminal.CommandFailure;
import signalbox.policy.money.Cost;

@Command(
        name = "report",
        description = {
            "What the runs of the last days came to: how many, requests to models, calls of tools, what failed, tokens, and money,",
            "by principal, model, task or day. Works while 'up' runs."
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--by", paramLabel = "COLUMN", defaultValue = "principal",
            description = "principal, model, task or day (default: principal)")
    String by = "principal";

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "7d", description = "of the runs that began within 30d, 12h or 15m (default: 7d)")
    String since = "7d";

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var back = TimeSpan.parse(since);
        var grouping = grouping();
        try (var database = OpenDatabase.inUse(options)) {
            print(SpendReport.of(database.dataSource(), grouping, InstantSource.system().instant(), back));
        }
        return 0;
    }

    private Grouping grouping() {
        for (var each : Grouping.values()) {
            if (each.toString().equals(by)) {
                return each;
            }
        }
        throw new CommandFailure("'--by " + by + "' is not a column of the report: write principal, model, task or day");
    }

    private void print(SpendReport report) {
        PrintWriter out = spec.commandLine().getOut();
        var told = spec.commandLine().getErr();
        if (json) {
            ReportJson.lines(report).forEach(out::println);
        } else if (report.rows().isEmpty()) {
            told.println("signalbox: no run began in the last " + since + ": each run and each chat of the host is one; --since"
                    + " looks further back");
        } else {
            ReportText.print(report, out);
            if (report.total().atWorst().compareTo(Cost.ZERO) > 0) {
                told.println("signalbox: 'USD at worst' is the most that requests can have cost which are out or of unknown"
                        + " outcome; it is not in 'USD'");
            }
        }
        out.flush();
    }
}
