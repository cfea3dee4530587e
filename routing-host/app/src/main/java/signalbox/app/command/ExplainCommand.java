package signalbox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.app.explain.Explanation;
import signalbox.app.start.CommonOptions;
import signalbox.app.terminal.CommandFailure;
import signalbox.host.ledger.RunId;

@Command(
        name = "explain",
        description = "Says why: every decision of a run, or one decision by its id.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("(" + RunId.START + "|dec_|" + RunId.CHAT + ")[0-9A-Za-z]{1,64}");

    @Mixin
    CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "ID", description = "run_..., dec_... or chatcmpl-..., as answers and logs show them")
    String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new CommandFailure("'" + id + "' is neither a run nor a decision: write run_..., dec_... or chatcmpl-...");
        }
        var kept = id.startsWith(RunId.CHAT) ? RunId.ofChat(id).toString() : id;
        try (var database = OpenDatabase.of(options)) {
            PrintWriter out = spec.commandLine().getOut();
            if (!new Explanation(database.dataSource(), out).print(kept)) {
                throw new CommandFailure("there is no '" + id + "' in this database");
            }
            out.flush();
        }
        return 0;
    }
}
