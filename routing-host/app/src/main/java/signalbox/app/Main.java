package signalbox.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import signalbox.database.DatabaseException;

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
            ExplainCommand.class,
            ReleaseCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
final class Main {
    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((exception, command, _) -> {
                    var sentence = sentence(exception);
                    if (sentence == null) {
                        throw exception;
                    }
                    command.getErr().println("signalbox: " + sentence);
                    return 1;
                });
    }

    /// What a person needs to know of a failure; null where it is a fault of our own.
    static @Nullable String sentence(Exception exception) {
        return switch (exception) {
            case CommandFailure failure -> failure.getMessage();
            case DatabaseException failure -> failure.getMessage();
            case FileSystemException file -> "'" + file.getFile() + "' cannot be used: " + FileTrouble.reason(file);
            default -> null;
        };
    }
}
