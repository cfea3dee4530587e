package signalbox.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostKeys;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.kit.tool.ToolOutcome;
import signalbox.policy.permission.Permissions;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// The endpoint as it is, with one tool that echoes, for a load from outside: `EchoServer PORT TOOLS TOKEN_FILE`.
///
/// Everything is on: tokens in an embedded PostgreSQL, a policy of 1,000 principals and 100 rules, schemas, audit. Of the
/// tools only `echo` does anything.
public final class EchoServer {
    private static final int PRINCIPALS = 1_000;
    private static final int RULES = 100;

    private EchoServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var database = Database.temporary();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        database.migrate("identity");
        var clock = InstantSource.system();
        var tools = tools(Integer.parseInt(args[1]));
        var rules = new ToolRules(tools, sound(Permissions.read(sound(YamlSource.parse("permissions.yaml", policy())), tools)));
        var tokens = AgentTokens.watching(database, clock, _ -> true);
        var statements = new CallerAssertions(
                database.dataSource(), tokens, new HostKeys(database.dataSource(), clock), IdentityPolicy.TOKENS_ONLY, clock);
        var echo = new ToolServer(new ServerName("bench"), Map.of(
                "echo", request -> ToolOutcome.text(request.arguments().path("text").asString("")),
                "nothing", _ -> ToolOutcome.text("")));
        var servers = McpServers.start(
                new McpSettings("127.0.0.1", Integer.parseInt(args[0]), Set.of(), Set.of(), null, McpSettings.Limits.USUAL),
                new McpParts(() -> rules, database, Authenticator.of(tokens, clock),
                        new ResourceServer(IdentityPolicy.TOKENS_ONLY, null), statements, List.of(echo), clock));
        Files.writeString(Path.of(args[2]), token(tokens));
        System.out.println("ready on " + servers.port());
        Thread.currentThread().join();
    }

    private static String token(AgentTokens tokens) {
        var bot = PrincipalName.parse("agent:bot-" + PRINCIPALS / 2);
        return tokens.create(bot, Scopes.ALL, Duration.ofDays(1)) instanceof TokenCreation.Created(var _, var text) ? text : "";
    }

    private static ToolCatalogue tools(int count) throws IOException {
        var folder = Files.createTempDirectory("signalbox-bench");
        var releases = new StringBuilder();
        for (int i = 0; i < count; i++) {
            var name = i == 0 ? "echo" : "tool_" + i;
            var file = Files.createDirectories(folder.resolve("bench/" + name)).resolve("1.0.0.yaml");
            Files.writeString(file, """
                    tool: bench.%s
                    version: 1.0.0
                    title: A tool of the benchmark
                    summary: Returns the text that it is given.
                    when-to-use: In a benchmark.
                    effect: {class: read, destructive: false, money: false, open-world: false}
                    labels: []
                    input: {type: object, required: [text], properties: {text: {type: string, maxLength: 5000, description: What to say.}}, additionalProperties: false}
                    output: {max-bytes: 65536}
                    """.formatted(name));
            releases.append("bench.%s: {serve: {1.0.0: {run: {java: %s}}}, default: 1.0.0}\n".formatted(name, i == 0 ? "echo" : "nothing"));
        }
        Files.writeString(folder.resolve("bench/server.yaml"), "title: Bench\nowner: benchmarks\ninstructions: For benchmarks.\n");
        Files.writeString(folder.resolve("releases.yaml"), releases);
        sound(ToolsDirectory.release(folder));
        return sound(ToolsDirectory.read(folder));
    }

    private static String policy() {
        var text = new StringBuilder("roles:\n  bot:\n    may:\n      - tool: bench.*@^1\n");
        for (int i = 1; i < RULES; i++) {
            text.append("      - {tool: bench.echo@^1, args: {text: {pattern: '^rule ").append(i).append("$'}}}\n");
        }
        text.append("principals:\n");
        for (int i = 0; i < PRINCIPALS; i++) {
            text.append("  agent:bot-").append(i).append(": {roles: [bot]}\n");
        }
        return text.toString();
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new IllegalStateException(Problem.rendered(problems));
        });
    }
}
