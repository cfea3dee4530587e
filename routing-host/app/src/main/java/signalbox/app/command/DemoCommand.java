package signalbox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import signalbox.app.demo.Demo;
import signalbox.app.explain.Explanation;
import signalbox.app.installation.Installation;
import signalbox.app.start.CommonOptions;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.PolicyChoice;
import signalbox.app.terminal.CommandFailure;
import signalbox.app.terminal.Terminal;
import signalbox.database.Database;
import signalbox.identity.TokenCreation;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

@Command(
        name = "demo",
        description = {
            "The main job once, on free ports and throw-away data: three customer messages are answered, one return is made on",
            "both versions of a tool, and all of it is priced. Exit code 0 where every step did what it should."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 2026;

    @Mixin
    CommonOptions options = new CommonOptions();

    @Option(names = "--live", description = "use the models of policies/models.yaml whose keys are in the environment")
    boolean live;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var terminal = Terminal.of(System.out, System.getenv());
        var data = Files.createTempDirectory("signalbox-demo");
        var retail = RetailData.generated(SEED);
        var installation = new InstallationOptions(data, options.tools(), policies(), options.articles(), retail, "127.0.0.1", InstallationOptions.Ports.ANY);
        options.announceStart(System.err);
        try (var running = Installation.start(installation, database())) {
            var stage = new Demo.Stage(
                    running.host(),
                    principal -> token(running, principal),
                    () -> Retail.install(running.database().dataSource(), retail),
                    running.rulebook().get(),
                    id -> explained(running, id),
                    live);
            return new Demo(stage, terminal).play() ? 0 : 1;
        } finally {
            delete(data);
        }
    }

    private static String explained(Installation running, String id) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        new Explanation(running.database().dataSource(), out).print(id);
        out.flush();
        return text.toString();
    }

    private Path policies() {
        if (!live) {
            return options.namesPolicies() ? options.policies() : options.demoPolicies();
        }
        var choice = PolicyChoice.of(options, System::getenv);
        if (choice.isDemo()) {
            throw new CommandFailure("'--live' needs a key: set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY");
        }
        return choice.folder();
    }

    private Supplier<Database> database() {
        var url = options.database;
        return url == null ? Database::temporary : () -> Database.at(url);
    }

    private static String token(Installation running, PrincipalName principal) {
        return switch (running.tokens().create(principal, Scopes.ALL, Duration.ofHours(1))) {
            case TokenCreation.Created(var _, var presented) -> presented;
            case TokenCreation.UnknownPrincipal _ ->
                throw new CommandFailure("the policy does not know '" + principal + "', whom the demonstration plays");
            case TokenCreation.UnfitLifetime unfit -> throw new IllegalStateException(unfit.toString());
        };
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
