package signalbox.app.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.app.start.CommonOptions;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.Rulebook;
import signalbox.source.Problem;

@Command(
        name = "check",
        description = {
            "Checks every descriptor and policy, runs the tests in the policy files, and reports all problems.",
            "Exit code 1 where there is an error, else 0."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--strict", description = "warnings are errors")
    boolean strict;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var sets = options.namesPolicies()
                ? List.of(options.policies())
                : List.of(options.policies(), options.demoPolicies());
        var problems = problems(sets);
        out.print(Problem.rendered(problems));
        long errors = problems.stream().filter(Problem::isError).count();
        long warnings = problems.size() - errors;
        out.println(options.tools() + ", " + String.join(", ", sets.stream().map(Path::toString).toList()) + ": "
                + counted(errors, "error") + ", " + counted(warnings, "warning"));
        return errors > 0 || (strict && warnings > 0) ? 1 : 0;
    }

    /// The errors first. The tools are read with each set; what is wrong with them is reported once.
    private List<Problem> problems(List<Path> sets) {
        var found = new LinkedHashSet<Problem>();
        for (var policies : sets) {
            found.addAll(Rulebook.read(options.tools(), policies).found());
            found.addAll(IdentityPolicy.read(policies).found());
        }
        return found.stream().sorted(Comparator.comparing(Problem::isError).reversed()).toList();
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
