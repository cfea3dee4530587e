package signalbox.kit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import signalbox.descriptor.ServerName;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostKeys;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.McpServers;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestFolder;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.policy.permission.Permissions;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// The listener that the suite is run against, and in front of it the proxy that brings the token.
final class Fixture implements AutoCloseable {
    private final AtomicReference<ToolRules> rules;
    private final String permissions;
    private final FixturePrompts prompts = new FixturePrompts();
    private final TokenProxy proxy = new TokenProxy();
    private final McpServers servers;

    private Fixture() {
        var database = TestDatabase.get();
        database.migrate("identity");
        var clock = InstantSource.system();
        permissions = text(Path.of("src/test/conformance/policies/permissions.yaml"));
        var tools = tools();
        rules = new AtomicReference<>(rules(tools, permissions));
        var tokens = new AgentTokens(database.dataSource(), clock, _ -> true);
        var statements = new CallerAssertions(
                database.dataSource(), tokens, new HostKeys(database.dataSource(), clock), IdentityPolicy.TOKENS_ONLY, clock);
        var server = new ToolServer(
                new ServerName("test"), FixtureTools.work(this::changeTools, this::changePrompts), new FixtureResources(), prompts);
        var shown = "127.0.0.1:" + proxy.port();
        var settings = new McpSettings(
                "127.0.0.1", 0, Set.of(shown), Set.of("http://" + shown), null, McpSettings.Limits.USUAL);
        servers = McpServers.start(settings, new McpParts(
                rules::get, database, Authenticator.of(tokens, clock), new ResourceServer(IdentityPolicy.TOKENS_ONLY, null),
                statements, List.of(server), clock));
        proxy.start(servers.port(), token(tokens));
    }

    static Fixture open() {
        return new Fixture();
    }

    /// Where the suite finds it.
    int port() {
        return proxy.port();
    }

    @Override
    public void close() {
        proxy.close();
        servers.close();
    }

    private void changeTools() {
        rules.updateAndGet(now -> rules(now.tools(), now.permissions().revision().equals(rules(now.tools(), permissions).permissions().revision())
                ? permissions.replace("{roles: [suite]}", "{roles: [suite-and-more]}")
                : permissions));
        told();
    }

    private void changePrompts() {
        prompts.change();
        told();
    }

    private void told() {
        servers.listsChanged();
    }

    private static String token(AgentTokens tokens) {
        return tokens.create(PrincipalName.parse("agent:suite"), Scopes.ALL, Duration.ofHours(1)) instanceof TokenCreation.Created(var _, var text)
                ? text
                : "";
    }

    private static ToolCatalogue tools() {
        var copy = TestFolder.copyOf(Path.of("src/test/conformance/tools"));
        sound(ToolsDirectory.release(copy));
        return sound(ToolsDirectory.read(copy));
    }

    private static ToolRules rules(ToolCatalogue tools, String permissions) {
        return new ToolRules(tools, sound(Permissions.read(sound(YamlSource.parse("permissions.yaml", permissions)), tools)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
