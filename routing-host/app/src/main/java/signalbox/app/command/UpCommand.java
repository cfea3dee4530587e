package signalbox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import signalbox.app.installation.Installation;
import signalbox.app.installation.RunningInstallation;
import signalbox.app.start.CommonOptions;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.PolicyChoice;
import signalbox.app.start.RunFile;
import signalbox.app.start.StateDirectory;
import signalbox.app.start.StopSignal;
import signalbox.app.terminal.CommandFailure;
import signalbox.app.terminal.Table;
import signalbox.app.terminal.Terminal;
import signalbox.identity.Token;
import signalbox.identity.TokenCreation;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.retail.RetailData;
import signalbox.retail.importer.ShopFile;
import signalbox.source.Checked;
import signalbox.source.Problem;

@Command(
        name = "up",
        description = "Starts the MCP servers and the routing host on loopback and serves until stopped.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    private static final PrincipalName QUICKSTART = PrincipalName.parse("agent:quickstart");

    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--host-port", paramLabel = "N", defaultValue = "8080", description = "the routing host (default: 8080; 0 for any free port)")
    int hostPort;

    @Option(names = "--mcp-port", paramLabel = "N", defaultValue = "8090", description = "the MCP servers (default: 8090)")
    int mcpPort;

    @Option(names = "--console-port", paramLabel = "N", defaultValue = "8081", description = "the console and the management endpoints, on loopback only (default: 8081)")
    int consolePort;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "not supported yet: everything listens on 127.0.0.1")
    String bind = "127.0.0.1";

    @Option(names = "--retail-data", paramLabel = "DIR", description = "fill the order desk afresh from DIR/db.json")
    @Nullable Path retailData;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long started = System.nanoTime();
        refuseWhatCannotBe();
        refuseASecond();
        ListenPort.refuseTaken(List.of(
                new ListenPort("--mcp-port", mcpPort), new ListenPort("--host-port", hostPort),
                new ListenPort("--console-port", consolePort)));
        var data = StateDirectory.create(options.data());
        var choice = PolicyChoice.of(options, System::getenv);
        var installation = new InstallationOptions(
                data, options.tools(), choice.folder(), options.articles(), retail(), bind,
                new InstallationOptions.Ports(mcpPort, hostPort, consolePort));
        options.announceStart(System.err);
        // From here on a signal means an orderly end, also while everything is still starting.
        var stop = new StopSignal();
        try {
            try (var running = RunningInstallation.start(installation, options.database(data))) {
                tell(running.installation(), choice, Duration.ofNanos(System.nanoTime() - started));
                stop.await();
            }
        } finally {
            stop.done();
        }
        return 0;
    }

    private void refuseWhatCannotBe() {
        if (!bind.equals("127.0.0.1") && !bind.equals("localhost")) {
            throw new CommandFailure("'--bind " + bind + "' is not supported yet: beyond loopback needs TLS, which is not built."
                    + " Put a TLS proxy on this machine in front of 127.0.0.1");
        }
        if (retailData != null && options.database != null) {
            throw new CommandFailure("'--retail-data' would replace the orders in a database that is not ours: leave out one of"
                    + " --retail-data and --database");
        }
    }

    private void refuseASecond() throws IOException {
        var running = RunFile.ofRunning(options.data());
        if (running != null) {
            throw new CommandFailure("Signalbox runs on '" + options.data() + "' already, as process " + running.process()
                    + ": MCP servers " + running.mcp() + ", routing host " + running.host() + "/v1.\n"
                    + "Stop it first, or start another one with a --data and ports of its own");
        }
    }

    private @Nullable RetailData retail() {
        if (retailData == null) {
            return null;
        }
        return switch (ShopFile.read(retailData)) {
            case Checked.Sound<RetailData>(var found, var _) -> found;
            case Checked.Broken<RetailData>(var problems) ->
                throw new CommandFailure("the retail data cannot be read, so nothing was started:\n" + Problem.rendered(problems));
        };
    }

    private void tell(Installation installation, PolicyChoice choice, Duration took) {
        var terminal = Terminal.of(System.out, System.getenv());
        terminal.line(Terminal.Tone.BOLD, "Signalbox is up (" + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0) + " s)");
        new Table()
                .row(Terminal.Tone.PLAIN, "MCP servers", installation.mcp().toString(), "also " + installation.mcp() + "/retail and " + installation.mcp() + "/retail/v1")
                .row(Terminal.Tone.PLAIN, "Routing host", installation.host() + "/v1", "runs, chat completions; openapi.yaml")
                .row(Terminal.Tone.PLAIN, "Health", installation.management() + "/health", "")
                .row(Terminal.Tone.PLAIN, "Policies", choice.folder().toString(), choice.isDemo()
                        ? "no provider of policies/models.yaml has a key: the offline planner answers"
                        : "")
                .print(terminal, "  ");
        token(installation, terminal);
        terminal.line("  Stop with Ctrl-C.");
    }

    /// One token for the first steps, made and shown on the first start only; later how to get another.
    private void token(Installation installation, Terminal terminal) {
        var holders = installation.tokens().list().stream()
                .map(Token::principal)
                .filter(principal -> principal.kind() != PrincipalName.Kind.HOST)
                .toList();
        if (holders.isEmpty() && installation.tokens().create(QUICKSTART, Scopes.ALL, Duration.ofDays(30))
                instanceof TokenCreation.Created(var _, var presented)) {
            terminal.line("  A token for " + QUICKSTART + ", 30 days, shown this once: " + presented);
            return;
        }
        var latest = holders.isEmpty() ? "NAME" : holders.getFirst().toString();
        terminal.line("  A token: ./signalbox token create --principal " + latest
                + (options.data == null ? "" : " --data '" + options.data + "'"));
    }
}
