package signalbox.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Says why: every decision of a run, or one decision by its id.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    Folders folders = new Folders();

    @Parameters(paramLabel = "ID", description = "run_... or dec_..., as answers and logs show them")
    String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!id.matches("(run|dec)_[0-9A-Za-z]{1,64}")) {
            throw new CommandFailure("'" + id + "' is no run and no decision: write run_... or dec_...");
        }
        try (var database = OpenDatabase.of(folders)) {
            PrintWriter out = spec.commandLine().getOut();
            if (!new Explanation(database.dataSource(), out).print(id)) {
                throw new CommandFailure("there is no '" + id + "' in this database");
            }
            out.flush();
        }
        return 0;
    }
}
