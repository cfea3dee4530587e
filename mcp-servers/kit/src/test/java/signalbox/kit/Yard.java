package signalbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import signalbox.descriptor.Descriptors;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolCatalogue;
import signalbox.identity.Authentication;
import signalbox.identity.Authenticator;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.Principal;
import signalbox.identity.Statements;
import signalbox.identity.TokenCreation;
import signalbox.identity.Tokens;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.RawHttp.Reply;
import signalbox.kit.RawHttp.Request;
import signalbox.policy.permission.Permissions;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.json.JsonMapper;

/// A running listener over the tools of `src/test/tools`, with real tokens, permissions and a database.
final class Yard implements AutoCloseable {
    static final String JSON = "Content-Type: application/json";
    static final String ACCEPT = "Accept: application/json, text/event-stream";

    final AtomicReference<ToolRules> book = new AtomicReference<>(Yard.book(tools(), permissions()));
    final AtomicInteger echoes = new AtomicInteger();
    final Tokens tokens;
    final HostIdentity host;
    final McpServers servers;
    private final Authenticator authenticator;
    private final McpParts parts;

    private Yard(McpSettings settings) {
        var database = TestDatabase.get();
        database.migrate("identity");
        var clock = InstantSource.system();
        tokens = new Tokens(database.dataSource(), clock, _ -> true);
        var keys = new HostKeys(database.dataSource(), clock);
        host = HostIdentity.in(TestFolder.temporary(), tokens, keys, clock);
        var statements = new Statements(database.dataSource(), tokens, keys, IdentityPolicy.TOKENS_ONLY, clock);
        authenticator = Authenticator.of(tokens, clock);
        var resources = new ResourceServer(IdentityPolicy.TOKENS_ONLY, null);
        parts = new McpParts(book::get, database, authenticator, resources, statements, works(), clock);
        servers = McpServers.start(settings, parts);
    }

    /// Starts a second listener over the same parts.
    McpServers again() {
        return McpServers.start(McpSettings.loopback(0), parts);
    }

    static Yard open() {
        return new Yard(McpSettings.loopback(0));
    }

    static Yard open(McpSettings.Limits limits) {
        return new Yard(new McpSettings("127.0.0.1", 0, Set.of(), Set.of(), null, limits));
    }

    int port() {
        return servers.port();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    String token(String principal) {
        return token(principal, Scopes.ALL);
    }

    String token(String principal, Scopes scopes) {
        return switch (tokens.create(PrincipalName.parse(principal), scopes, Duration.ofHours(1))) {
            case TokenCreation.Created(var _, var text) -> text;
            case TokenCreation.UnknownPrincipal _, TokenCreation.UnfitLifetime _ -> throw new AssertionError(principal);
        };
    }

    Principal principal(String token) {
        if (authenticator.check(List.of("Bearer " + token), null, url("/mcp")) instanceof Authentication.Known(var principal)) {
            return principal;
        }
        throw new AssertionError("a token that is no good");
    }

    Reply send(Request request) {
        return RawHttp.send(port(), request);
    }

    /// One message, with a token and more headers.
    Reply post(String path, String token, String message, String... headers) {
        var request = Request.of("POST", path).with("Authorization: Bearer " + token).with(JSON).with(ACCEPT).body(message);
        for (var header : headers) {
            request = request.with(header);
        }
        return send(request);
    }

    /// Opens a session and returns the header that names it.
    String session(String path, String token, String... headers) {
        var reply = post(path, token, """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""", headers);
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return "Mcp-Session-Id: " + reply.header("Mcp-Session-Id");
    }

    Reply call(String path, String token, String session, String tool, String arguments) {
        return post(path, token, "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": "
                + JsonMapper.shared().writeValueAsString(tool) + ", \"arguments\": " + arguments + "}}", session);
    }

    Reply list(String path, String token, String session) {
        return post(path, token, "{\"jsonrpc\": \"2.0\", \"id\": 5, \"method\": \"tools/list\"}", session);
    }

    @Override
    public void close() {
        servers.close();
    }

    static ToolCatalogue tools() {
        var copy = TestFolder.copyOf(Path.of("src/test/tools"));
        sound(Descriptors.release(copy));
        return sound(Descriptors.read(copy));
    }

    static ToolCatalogue tools(String releases) {
        var copy = TestFolder.copyOf(Path.of("src/test/tools"));
        try {
            Files.writeString(copy.resolve("releases.yaml"), releases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sound(Descriptors.release(copy));
        return sound(Descriptors.read(copy));
    }

    static String permissions() {
        try {
            return Files.readString(Path.of("src/test/policies/permissions.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ToolRules book(ToolCatalogue tools, String permissions) {
        var read = sound(Permissions.read(sound(YamlSource.parse("permissions.yaml", permissions)), tools));
        return new ToolRules(tools, read);
    }

    private List<ToolServer> works() {
        var yard = Map.<String, ToolWork>of(
                "echo", request -> {
                    echoes.incrementAndGet();
                    return ToolOutcome.text(request.caller() + " says " + request.arguments().path("text").asString(""));
                },
                "big", request -> ToolOutcome.text("x".repeat(request.arguments().path("bytes").asInt(0))),
                "slow", _ -> forever(),
                "fail", request -> marked(request, ToolOutcome.error("Error: refused")),
                "crash", request -> {
                    marked(request, ToolOutcome.text(""));
                    throw new IllegalStateException("secret of the implementation");
                },
                "odd", request -> marked(request, ToolOutcome.structured("odd", request.arguments())),
                "count", Yard::count,
                "countTyped", request -> {
                    var counted = count(request);
                    var tree = JsonMapper.shared().createObjectNode().put("count", Integer.parseInt(counted.text()));
                    return ToolOutcome.structured(tree.toString(), tree);
                });
        var depot = Map.<String, ToolWork>of("secret", _ -> ToolOutcome.text("told"));
        return List.of(new ToolServer(new ServerName("yard"), yard), new ToolServer(new ServerName("depot"), depot));
    }

    private static ToolOutcome count(ToolRequest request) {
        var counter = request.arguments().path("counter").asString("");
        for (int i = 0; i < request.arguments().path("by").asInt(1); i++) {
            TestDatabase.mark(counter);
        }
        return ToolOutcome.text(String.valueOf(TestDatabase.marks(counter)));
    }

    private static ToolOutcome marked(ToolRequest request, ToolOutcome outcome) {
        TestDatabase.mark(request.arguments().path("mark").asString(""));
        return outcome;
    }

    private static ToolOutcome forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ToolOutcome.text("too late");
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
