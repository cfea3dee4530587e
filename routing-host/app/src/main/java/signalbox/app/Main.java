package signalbox.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import signalbox.app.command.CheckCommand;
import signalbox.app.command.CompletionCommand;
import signalbox.app.command.DemoCommand;
import signalbox.app.command.ExitDrillCommand;
import signalbox.app.command.ExplainCommand;
import signalbox.app.command.LogCommand;
import signalbox.app.command.ReleaseCommand;
import signalbox.app.command.ReportCommand;
import signalbox.app.command.StdioCommand;
import signalbox.app.command.TokenCommand;
import signalbox.app.command.UpCommand;
import signalbox.app.terminal.FailureText;

/// The commands of `./signalbox`. Exit codes: 0 done, 1 it could not be done, 2 the command line is wrong.
@Command(
        name = "signalbox",
        description = "Versioned MCP tools under permissions, and a host that picks a model for every step.",
        mixinStandardHelpOptions = true,
        version = "signalbox 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StdioCommand.class,
            CheckCommand.class,
            TokenCommand.class,
            LogCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            ExitDrillCommand.class,
            ReleaseCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var commands = new CommandLine(new Main());
        // The same text as the script's, which says it without a JDK.
        commands.getCommandSpec().usageMessage().sectionKeys(List.of("help")).sectionMap(Map.of("help", _ -> help()));
        return commands
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((exception, command, _) -> {
                    var sentence = FailureText.of(exception);
                    if (sentence == null) {
                        throw exception;
                    }
                    command.getErr().println("signalbox: " + sentence);
                    return 1;
                });
    }

    private static String help() {
        try (var text = Main.class.getResourceAsStream("help.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
