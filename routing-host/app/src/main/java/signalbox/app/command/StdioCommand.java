package signalbox.app.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import signalbox.app.start.Closing;
import signalbox.app.start.Folders;
import signalbox.app.start.Plan;
import signalbox.app.start.PolicyChoice;
import signalbox.app.start.RunFile;
import signalbox.app.start.Serving;
import signalbox.app.start.StateDirectory;
import signalbox.app.start.Stopping;
import signalbox.app.stdio.Diagnostics;
import signalbox.app.stdio.InstallationEndpoint;
import signalbox.app.stdio.MessageWriter;
import signalbox.app.stdio.Pipe;
import signalbox.app.stdio.Refused;
import signalbox.app.stdio.TokenFile;
import signalbox.app.terminal.CommandFailure;
import signalbox.app.terminal.FailureText;
import signalbox.database.DatabaseException;
import signalbox.database.DirectoryInUse;
import signalbox.kit.endpoint.EndpointPath;

/// What an assistant starts that knows MCP servers as commands.
@Command(
        name = "stdio",
        description = {
            "An MCP server on standard input and output: a pipe to the running 'up', or to one of its own where none runs.",
            "Standard output carries protocol messages only; everything else goes to standard error."
        },
        mixinStandardHelpOptions = true)
public final class StdioCommand implements Callable<Integer> {
    /// How long another process may take that is starting on the same directory.
    private static final Duration OTHERS_START = Duration.ofSeconds(60);

    /// How long requests may take that are under way when the input ends.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    @Mixin
    Folders folders = new Folders();

    @Option(names = "--server", paramLabel = "NAME", description = "one server by bare tool names, such as retail or retail/v1 (default: everything)")
    @Nullable String server;

    @Option(names = "--token-file", required = true, paramLabel = "FILE",
            description = "holds the token and can be read by its owner only, as '(umask 077; signalbox token create ... > FILE)' makes it")
    Path tokenFile = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Whatever else is loaded here may print what it likes, and spoils no message.
        System.setOut(System.err);
        var stopping = new Stopping();
        var in = new FileInputStream(FileDescriptor.in);
        var out = new MessageWriter(new FileOutputStream(FileDescriptor.out), stopping::ask);
        try (var closing = new Closing()) {
            pipe(closing, in, out, stopping);
            return 0;
        } catch (CommandFailure | DatabaseException | FileSystemException e) {
            var why = String.valueOf(FailureText.of(e));
            spec.commandLine().getErr().println("signalbox: " + why);
            new Refused(why).answer(in, out);
            return 1;
        } finally {
            stopping.done();
        }
    }

    private void pipe(Closing closing, FileInputStream in, MessageWriter out, Stopping stopping)
            throws IOException, InterruptedException {
        var path = path();
        var token = new TokenFile(tokenFile);
        if (token.read() instanceof TokenFile.Held.Unusable(var why)) {
            throw new CommandFailure(why);
        }
        refuseUnknown(running(closing));
        var upstream = closing.later(new InstallationEndpoint(() -> {
            var running = RunFile.ofRunning(folders.data());
            return running == null ? null : URI.create(running.mcp() + path);
        }, token));
        var pipe = new Pipe(upstream, out, new Diagnostics(System.err));
        Thread.ofVirtual().start(() -> {
            try {
                pipe.run(in);
            } catch (IOException | InterruptedException _) {
                // There is nothing more to read, as at its end.
            } finally {
                stopping.ask();
            }
        });
        stopping.await();
        pipe.end(FAREWELL);
    }

    /// What of the endpoint's path follows `/mcp`.
    private String path() {
        var path = server == null ? "" : "/" + server;
        if (EndpointPath.parse("/mcp" + path) == null) {
            throw new CommandFailure("'--server " + server + "' names no server: write its name, such as retail, or retail/v1");
        }
        return path;
    }

    private void refuseUnknown(RunFile running) throws IOException {
        var tools = Path.of(running.tools());
        var name = server == null ? "" : server.split("/", -1)[0];
        if (!name.isEmpty() && !Files.exists(tools.resolve(name).resolve("server.yaml"))) {
            try (var folders = Files.list(tools)) {
                var known = folders.filter(folder -> Files.exists(folder.resolve("server.yaml")))
                        .map(folder -> String.valueOf(folder.getFileName()))
                        .sorted()
                        .toList();
                throw new CommandFailure("there is no server '" + name + "': there is " + String.join(", ", known));
            }
        }
    }

    /// The `up` that runs, or one of our own, which ends with us.
    private RunFile running(Closing closing) throws IOException, InterruptedException {
        long until = System.nanoTime() + OTHERS_START.toNanos();
        while (true) {
            var running = RunFile.ofRunning(folders.data());
            if (running != null) {
                return running;
            }
            refuseWhereNoTokenIsKnown();
            try {
                start(closing);
            } catch (DirectoryInUse e) {
                // Another process is starting there, as when an assistant starts several servers at once.
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
    }

    /// An installation on a new directory would know no token, and hide that the right one is elsewhere.
    private void refuseWhereNoTokenIsKnown() {
        var data = folders.data();
        if (folders.database == null && !Files.isDirectory(data.resolve("postgres"))) {
            throw new CommandFailure("nothing runs on '" + data + "', and no token is known there yet: run ./signalbox up first, or name"
                    + " with --data the directory that it runs on");
        }
    }

    private void start(Closing closing) throws IOException {
        var data = StateDirectory.create(folders.data());
        var plan = new Plan(
                data, folders.tools(), PolicyChoice.of(folders, System::getenv).folder(), folders.articles(), null,
                "127.0.0.1", Plan.Ports.ANY);
        System.err.println("signalbox: nothing runs on '" + data + "', so this pipe starts it and ends it");
        closing.later(Serving.open(plan, folders.database(data)));
    }
}
