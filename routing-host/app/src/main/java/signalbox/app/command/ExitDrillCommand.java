package signalbox.app.command;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.app.drill.DrillJson;
import signalbox.app.drill.DrillReport;
import signalbox.app.drill.DrillText;
import signalbox.app.drill.ExitDrill;
import signalbox.app.start.CommonOptions;
import signalbox.app.terminal.CommandFailure;
import signalbox.policy.Rulebook;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.grant.NearestNames;
import signalbox.source.Checked;
import signalbox.source.Problem;

@Command(
        name = "exit-drill",
        description = {
            "What would become of the steps of the last days if one provider were gone: which would have no model, and what the",
            "others would cost and take. Decides the recorded steps again under the policy as it is; asks no model.",
            "Exit code 1 where a step would have no model, else 0. Works while 'up' runs."
        },
        mixinStandardHelpOptions = true)
public final class ExitDrillCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--without", paramLabel = "PROVIDER", required = true, description = "a provider of models.yaml")
    String without = "";

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "7d", description = "over the runs that began within 30d, 12h or 15m (default: 7d)")
    String since = "7d";

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var back = TimeSpan.parse(since);
        var rules = rules();
        checkProvider(rules.models());
        try (var database = OpenDatabase.inUse(options)) {
            var report = new ExitDrill(without, rules.routing(), rules.models())
                    .over(database.dataSource(), InstantSource.system().instant(), back);
            print(report);
            return report.strandedSteps() > 0 ? 1 : 0;
        }
    }

    private Rulebook rules() throws IOException {
        return switch (Rulebook.read(options.tools(), options.policiesInForce())) {
            case Checked.Sound<Rulebook>(var rules, var _) -> rules;
            case Checked.Broken<Rulebook>(var problems) -> throw new CommandFailure(
                    "the policies have errors, so nothing can be decided again:\n" + Problem.rendered(problems).stripTrailing());
        };
    }

    private void checkProvider(ModelCatalogue models) {
        var known = models.providers().keySet();
        if (!known.contains(without)) {
            var near = NearestNames.to(without, known);
            throw new CommandFailure("'--without " + without + "' is not a provider of models.yaml: "
                    + (near.isEmpty() ? "there are " + String.join(", ", known) : "did you mean " + String.join(" or ", near) + "?"));
        }
    }

    private void print(DrillReport report) {
        var out = spec.commandLine().getOut();
        if (json) {
            DrillJson.lines(without, report).forEach(out::println);
        } else if (report.steps() == 0) {
            spec.commandLine().getErr().println("signalbox: no step was recorded in the last " + since + ": --since looks further back");
        } else {
            DrillText.print(without, report, out);
            if (report.moved() > 0) {
                spec.commandLine().getErr().println("signalbox: 'USD then' is the same tokens at the other model's price, with"
                        + " nothing in its cache; 'not considered' are steps whose decision had not looked at that model: what it"
                        + " would lose of the conversation is not known");
            }
        }
        out.flush();
    }
}
