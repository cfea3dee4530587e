package signalbox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.app.start.CommonOptions;
import signalbox.app.stdio.TokenFile;
import signalbox.app.terminal.CommandFailure;
import signalbox.app.terminal.Table;
import signalbox.app.terminal.Terminal;
import signalbox.database.Database;
import signalbox.identity.AgentTokens;
import signalbox.identity.Token;
import signalbox.identity.TokenCreation;
import signalbox.policy.Rulebook;
import signalbox.policy.ScopeCheck;
import signalbox.policy.permission.Scopes;
import signalbox.source.Checked;
import signalbox.source.Problem;

/// Agent tokens: made, listed and revoked, also while `up` runs.
@Command(
        name = "token",
        description = "Creates, lists and revokes agent tokens; works while 'up' runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list | revoke)",
        subcommands = {TokenCommand.Create.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class})
public final class TokenCommand {
    private static final Pattern ID_OR_TOKEN = Pattern.compile("sbx_([0-9A-Za-z]{12})_[0-9A-Za-z_-]+|([0-9A-Za-z]{12})");

    /// Prints the token once, alone on standard output.
    @Command(name = "create", description = "Makes a token and prints it once, alone on standard output.", mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        CommonOptions options = new CommonOptions();

        @Option(names = "--principal", required = true, paramLabel = "NAME", description = "such as agent:triage-bot")
        String principal = "";

        @Option(names = "--scopes", paramLabel = "LIST", defaultValue = "*",
                description = "what the token may reach of its principal's rights, of tool:, resource:, prompt: and model:, such as 'tool:retail.get_*,model:signalbox/auto' (default: all)")
        String scopes = "*";

        @Option(names = "--expires", paramLabel = "TIME", defaultValue = "30d", description = "30d, 12h or 15m (default: 30d)")
        String expires = "30d";

        @Option(names = "--file", paramLabel = "FILE", description = "where to write it for its owner alone, instead of printing it; a file that is there keeps its token until there is a new one")
        @Nullable Path file;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var name = PrincipalOption.parse(principal);
            var rules = rulebook(options);
            try (var database = OpenDatabase.of(options)) {
                var tokens = new AgentTokens(database.dataSource(), InstantSource.system(), rules.permissions()::knows);
                return switch (tokens.create(name, scopes(scopes, rules), TimeSpan.parse(expires))) {
                    case TokenCreation.Created(var token, var presented) -> {
                        var made = "token " + token.id() + " of " + name + ", until " + token.expires();
                        if (file == null) {
                            spec.commandLine().getErr().println(made + "; it is shown this once:");
                            spec.commandLine().getOut().println(presented);
                        } else {
                            TokenFile.write(file, presented);
                            spec.commandLine().getErr().println(made + ", is in '" + file + "'");
                        }
                        yield 0;
                    }
                    case TokenCreation.UnknownPrincipal(var unknown) ->
                        throw new CommandFailure("'" + unknown + "' is not among the principals of "
                                + options.policiesInForce() + "/permissions.yaml: add it there first");
                    case TokenCreation.UnfitLifetime unfit ->
                        throw new CommandFailure("a token lives at most " + unfit.longest().toDays() + " days, not " + expires);
                };
            }
        }
    }

    private static Scopes scopes(String text, Rulebook rules) {
        var scopes = Scopes.parse(text);
        var problems = new ScopeCheck(rules).problems(scopes);
        if (!problems.isEmpty()) {
            throw new CommandFailure(String.join("\n", problems));
        }
        return scopes;
    }

    @Command(name = "list", description = "Lists all tokens, the newest first; never their secrets.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        CommonOptions options = new CommonOptions();

        @Override
        public Integer call() throws IOException {
            try (var database = OpenDatabase.of(options)) {
                var terminal = Terminal.of(System.out, System.getenv());
                var table = new Table().row(Terminal.Tone.DIM, "id", "principal", "scopes", "created", "expires", "");
                for (var token : tokens(database).list()) {
                    table.row(Terminal.Tone.PLAIN, token.id(), token.principal().toString(), token.scopes().toString(),
                            token.created().toString(), token.expires().toString(), state(token));
                }
                table.print(terminal, "");
            }
            return 0;
        }

        private static String state(Token token) {
            return token.revoked() != null
                    ? "revoked"
                    : token.expires().isBefore(InstantSource.system().instant()) ? "expired" : "";
        }
    }

    @Command(name = "revoke", description = "Refuses a token from now on.", mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Mixin
        CommonOptions options = new CommonOptions();

        @Parameters(paramLabel = "ID", description = "as 'token list' shows it, or a whole token")
        String named = "";

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var id = id();
            try (var database = OpenDatabase.of(options)) {
                var tokens = tokens(database);
                if (!tokens.revoke(id)) {
                    throw new CommandFailure("there is no token '" + id + "': 'token list' shows them");
                }
                tokens.list().stream().filter(token -> token.id().equals(id)).forEach(token ->
                        spec.commandLine().getOut().println("token " + id + " of " + token.principal() + " is revoked"));
            }
            return 0;
        }

        /// Whoever revokes may hold the whole token; what is no id may hold a secret, and is not repeated.
        private String id() {
            var match = ID_OR_TOKEN.matcher(named);
            if (!match.matches()) {
                throw new CommandFailure("that is not a token id: 'token list' shows them, 12 letters and digits each");
            }
            return match.group(1) == null ? named : match.group(1);
        }
    }

    private static AgentTokens tokens(Database database) {
        return new AgentTokens(database.dataSource(), InstantSource.system(), _ -> false);
    }

    private static Rulebook rulebook(CommonOptions options) throws IOException {
        return switch (Rulebook.read(options.tools(), options.policiesInForce())) {
            case Checked.Sound<Rulebook>(var rules, var _) -> rules;
            case Checked.Broken<Rulebook>(var problems) ->
                throw new CommandFailure("the policies are broken:\n" + Problem.rendered(problems));
        };
    }
}
