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
import signalbox.app.start.Closer;
import signalbox.app.start.CommonOptions;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.PolicyChoice;
import signalbox.app.start.RunFile;
import signalbox.app.installation.RunningInstallation;
import signalbox.app.start.StateDirectory;
import signalbox.app.start.StopSignal;
import signalbox.app.stdio.Diagnostics;
import signalbox.app.stdio.InstallationEndpoint;
import signalbox.app.stdio.MessageWriter;
import signalbox.app.stdio.Pipe;
import signalbox.app.stdio.RefusedPipe;
import signalbox.app.stdio.TokenFile;
import signalbox.app.terminal.CommandFailure;
import signalbox.app.terminal.FailureText;
import signalbox.database.DatabaseException;
import signalbox.database.DirectoryInUse;
import signalbox.kit.endpoint.EndpointPath;

/// The command for assistants that start MCP servers as commands.
@Command(
        name = "stdio",
        description = {
            "An MCP server on standard input and output: a pipe to the running 'up', or to one of its own where none runs.",
            "Standard output carries protocol messages only; everything else goes to standard error."
        },
        mixinStandardHelpOptions = true)
public final class StdioCommand implements Callable<Integer> {
    /// How long to wait for another process that is starting on the same directory.
    private static final Duration OTHERS_START = Duration.ofSeconds(60);

    /// How long requests that are under way when the input ends may take.
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);

    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--server", paramLabel = "NAME", description = "one server by bare tool names, such as retail or retail/v1 (default: everything)")
    @Nullable String server;

    @Option(names = "--token-file", required = true, paramLabel = "FILE",
            description = "holds the token and can be read by its owner only, as 'signalbox token create ... --file FILE' makes it")
    Path tokenFile = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Standard output is for messages alone: whatever a library prints goes to standard error.
        System.setOut(System.err);
        var stop = new StopSignal();
        var in = new FileInputStream(FileDescriptor.in);
        var out = new MessageWriter(new FileOutputStream(FileDescriptor.out), stop::ask);
        try (var closer = new Closer()) {
            pipe(closer, in, out, stop);
            return 0;
        } catch (CommandFailure | DatabaseException | FileSystemException e) {
            var why = String.valueOf(FailureText.of(e));
            spec.commandLine().getErr().println("signalbox: " + why);
            new RefusedPipe(why).answer(in, out);
            return 1;
        } finally {
            stop.done();
        }
    }

    private void pipe(Closer closer, FileInputStream in, MessageWriter out, StopSignal stop)
            throws IOException, InterruptedException {
        var path = path();
        var token = new TokenFile(tokenFile, options.data());
        if (token.read() instanceof TokenFile.Held.Unusable(var why)) {
            throw new CommandFailure(why);
        }
        refuseUnknown(running(closer));
        var upstream = closer.register(new InstallationEndpoint(() -> {
            var running = RunFile.ofRunning(options.data());
            return running == null ? null : URI.create(running.mcp() + path);
        }, token));
        var pipe = new Pipe(upstream, out, new Diagnostics(System.err));
        Thread.ofVirtual().start(() -> {
            try {
                pipe.run(in);
            } catch (IOException | InterruptedException _) {
                // There is nothing more to read, as at its end.
            } finally {
                stop.ask();
            }
        });
        stop.await();
        pipe.end(LAST_REQUESTS);
    }

    /// What of the endpoint's path follows `/mcp`.
    private String path() {
        var path = server == null ? "" : "/" + server;
        if (path.endsWith("/") || EndpointPath.parse("/mcp" + path) == null) {
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
    private RunFile running(Closer closer) throws IOException, InterruptedException {
        long until = System.nanoTime() + OTHERS_START.toNanos();
        while (true) {
            var running = RunFile.ofRunning(options.data());
            if (running != null) {
                return running;
            }
            refuseWhereNoTokenIsKnown();
            try {
                start(closer);
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
        var data = options.data();
        if (options.database == null && !Files.isDirectory(data.resolve("postgres"))) {
            throw new CommandFailure("nothing runs on '" + data + "', and no token is known there yet: run ./signalbox up --data '" + data
                    + "' first, or name with --data the directory that it runs on");
        }
    }

    private void start(Closer closer) throws IOException {
        var data = StateDirectory.create(options.data());
        var installation = new InstallationOptions(
                data, options.tools(), PolicyChoice.of(options, System::getenv).folder(), options.articles(), null,
                "127.0.0.1", InstallationOptions.Ports.ANY);
        System.err.println("signalbox: nothing runs on '" + data + "', so this pipe starts it and ends it");
        closer.register(RunningInstallation.start(installation, options.database(data)));
    }
}
