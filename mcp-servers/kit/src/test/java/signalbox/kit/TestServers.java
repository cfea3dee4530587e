package signalbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import signalbox.descriptor.ServerName;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authentication;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.Principal;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.policy.permission.Permissions;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/// A running listener over the tools of `src/test/tools`, with real tokens, permissions and a database.
public final class TestServers implements AutoCloseable {
    public static final String JSON = "Content-Type: application/json";
    public static final String ACCEPT = "Accept: application/json, text/event-stream";

    public final AtomicReference<ToolRules> rules = new AtomicReference<>(TestServers.rules(tools(), permissions()));
    public final TestTools tools = new TestTools();
    public final TestResources resources = new TestResources();
    public final TestPrompts prompts = new TestPrompts();
    public final MovedClock clock = new MovedClock();
    public final AgentTokens tokens;
    public final HostIdentity host;
    public final McpServers running;
    private final Authenticator authenticator;
    private final McpParts parts;

    private TestServers(McpSettings settings) {
        this(settings, IdentityPolicy.TOKENS_ONLY);
    }

    private TestServers(McpSettings settings, IdentityPolicy identity) {
        var database = TestDatabase.get();
        database.migrate("identity");
        tokens = new AgentTokens(database.dataSource(), clock, _ -> true);
        var keys = new HostKeys(database.dataSource(), clock);
        host = HostIdentity.in(TestFolder.temporary(), tokens, keys, clock);
        var statements = new CallerAssertions(database.dataSource(), tokens, keys, identity, clock);
        authenticator = new Authenticator(tokens, identity, clock);
        parts = new McpParts(
                rules::get, database, authenticator, new ResourceServer(identity, identity.mcp()), statements,
                List.of(
                        new ToolServer(new ServerName("yard"), tools.yard()),
                        new ToolServer(new ServerName("depot"), tools.depot()),
                        new ToolServer(new ServerName("shed"), tools.shed(), resources, prompts)),
                clock);
        running = McpServers.start(settings, parts);
    }

    /// Starts a second listener over the same parts.
    public McpServers again() {
        return McpServers.start(McpSettings.loopback(0), parts);
    }

    /// Starts a second listener that tells what it does.
    public McpServers again(ToolTelemetry telemetry) {
        return McpServers.start(McpSettings.loopback(0), parts, telemetry);
    }

    public static TestServers open() {
        return new TestServers(McpSettings.loopback(0));
    }

    public static TestServers open(IdentityPolicy identity) {
        return new TestServers(McpSettings.loopback(0), identity);
    }

    public static TestServers open(McpSettings settings) {
        return new TestServers(settings);
    }

    public static TestServers open(McpSettings.Limits limits) {
        return new TestServers(new McpSettings("127.0.0.1", 0, Set.of(), Set.of(), null, limits));
    }

    public int port() {
        return running.port();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public String token(String principal) {
        return token(principal, Scopes.ALL);
    }

    public String token(String principal, Scopes scopes) {
        return switch (tokens.create(PrincipalName.parse(principal), scopes, Duration.ofHours(1))) {
            case TokenCreation.Created(var _, var text) -> text;
            case TokenCreation.UnknownPrincipal _, TokenCreation.UnfitLifetime _ -> throw new AssertionError(principal);
        };
    }

    public Principal principal(String token) {
        if (authenticator.check(List.of("Bearer " + token), null, url("/mcp")) instanceof Authentication.Known(var principal)) {
            return principal;
        }
        throw new AssertionError("a token that is no good");
    }

    public Reply send(Request request) {
        return RawHttp.send(port(), request);
    }

    /// One message, with a token and more headers.
    public Reply post(String path, String token, String message, String... headers) {
        var request = Request.of("POST", path).with("Authorization: Bearer " + token).with(JSON).with(ACCEPT).body(message);
        for (var header : headers) {
            request = request.with(header);
        }
        return send(request);
    }

    /// Opens a session and returns the header that names it.
    public String session(String path, String token, String... headers) {
        return session(path, token, "{}", List.of(headers));
    }

    /// @param capabilities of the client, JSON
    String session(String path, String token, String capabilities, List<String> headers) {
        var reply = post(path, token, """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": %s, "clientInfo": {"name": "test", "version": "1"}}}""".formatted(capabilities), headers.toArray(String[]::new));
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return "Mcp-Session-Id: " + reply.header("Mcp-Session-Id");
    }

    public Reply call(String path, String token, String session, String tool, String arguments) {
        return post(path, token, "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": "
                + JsonMapper.shared().writeValueAsString(tool) + ", \"arguments\": " + arguments + "}}", session);
    }

    public Reply list(String path, String token, String session) {
        return post(path, token, "{\"jsonrpc\": \"2.0\", \"id\": 5, \"method\": \"tools/list\"}", session);
    }

    @Override
    public void close() {
        running.close();
    }

    public static ToolCatalogue tools() {
        var copy = TestFolder.copyOf(Path.of("src/test/tools"));
        sound(ToolsDirectory.release(copy));
        return sound(ToolsDirectory.read(copy));
    }

    public static ToolCatalogue tools(String releases) {
        var copy = TestFolder.copyOf(Path.of("src/test/tools"));
        try {
            Files.writeString(copy.resolve("releases.yaml"), releases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sound(ToolsDirectory.release(copy));
        return sound(ToolsDirectory.read(copy));
    }

    public static String permissions() {
        try {
            return Files.readString(Path.of("src/test/policies/permissions.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ToolRules rules(ToolCatalogue tools, String permissions) {
        var read = sound(Permissions.read(sound(YamlSource.parse("permissions.yaml", permissions)), tools));
        return new ToolRules(tools, read);
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
