package signalbox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.app.log.LogJson;
import signalbox.app.log.LogQuery;
import signalbox.app.log.LogReader;
import signalbox.app.log.LogText;
import signalbox.app.start.CommonOptions;
import signalbox.app.terminal.CommandFailure;
import signalbox.policy.permission.PrincipalName;

@Command(
        name = "log",
        description = {
            "Lists what was decided and what ran, the newest first: calls of tools, readings of resources and uses of prompts,",
            "each with its decision and rule; runs with their status, models and cost. The last word of a line is what",
            "'explain' takes. Works while 'up' runs."
        },
        mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--principal", paramLabel = "NAME", description = "only of this one, such as agent:triage-bot")
    @Nullable String principal;

    @Option(names = "--denied", description = "only what the policy did not allow")
    boolean denied;

    @Option(names = "--since", paramLabel = "TIME", description = "30d, 12h or 15m back (default: as far as there is anything)")
    @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "at most so many lines (default: 50)")
    long limit;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new CommandFailure("'--limit " + limit + "' lists nothing: write 1 or more");
        }
        var who = principal == null ? null : PrincipalOption.parse(principal);
        var query = new LogQuery(InstantSource.system().instant(), since == null ? null : TimeSpan.parse(since), who, denied, limit);
        try (var database = OpenDatabase.inUse(options)) {
            var log = new LogReader(database.dataSource());
            PrintWriter out = spec.commandLine().getOut();
            long told = log.read(query, line -> out.println(json ? LogJson.of(line) : LogText.of(line)));
            out.flush();
            if (told == 0) {
                if (who != null && !log.knows(who)) {
                    PrincipalOption.refuseUnknown(who, options);
                }
                spec.commandLine().getErr().println(nothing(query));
            } else if (told == limit && !json) {
                spec.commandLine().getErr().println("signalbox: the newest " + limit + "; --limit N lists more");
            }
        }
        return 0;
    }

    private static String nothing(LogQuery query) {
        Duration back = query.since();
        PrincipalName who = query.principal();
        return "signalbox: nothing" + (query.denied() ? " was denied" : " was called and nothing ran")
                + (who == null ? "" : " for '" + who + "'") + (back == null ? "" : " in that time")
                + ": every call at the MCP servers and every run of the host is listed here"
                + (query.denied() || back != null || who != null ? "; leave out an option to see more" : "");
    }
}
