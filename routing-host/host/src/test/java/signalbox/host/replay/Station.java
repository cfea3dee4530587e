package signalbox.host.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.util.FileSystemUtils;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.FreshDatabase;
import signalbox.host.api.HostApi;
import signalbox.host.api.HostListener;
import signalbox.host.api.HostSettings;
import signalbox.host.fake.StrictProviders;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.Runs;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.UpstreamRules;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.tool.server.Credentials;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.TokenCreation;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.McpServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.kit.tool.ToolOutcome;
import signalbox.policy.LiveRulebook;
import signalbox.policy.Reload;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.retail.Retail;
import signalbox.source.Checked;
import signalbox.source.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A host, its MCP servers and its providers, each behind a port of its own, over one temporary database. Its callers
/// are those of [#PERMISSIONS].
///
/// The models are `m` of each of [#STRICT], at strict providers that say what the cues say; `rough/m` at
/// a rough one; `closed/m` where nothing listens; `keyless/m` whose key is not there.
final class Station implements AutoCloseable {
    static final List<String> STRICT = List.of("openai", "anthropic", "gemini", "openai-responses");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PERMISSIONS = """
            roles:
              asks: {may: [{model: signalbox/*}]}
              clerk: {may: [{tool: retail.*@^1}]}
              reads: {may: [{tool: retail.get_*@^1}]}
              returns-first: {may: [{tool: retail.return_delivered_order_items@^1}]}
              returns-second: {may: [{tool: retail.return_delivered_order_items@^2}]}
              cancels: {may: [{tool: retail.cancel_pending_order@^1, args: {reason: {const: ordered by mistake}}}]}
              counts:
                may:
                  - {tool: retail.get_*@^1}
                  - {tool: retail.calculate@^1}
              speaks: {may: [{act-for: true}]}
            principals:
              agent:clerk: {roles: [asks, clerk]}
              agent:first: {roles: [asks, reads, returns-first]}
              agent:second: {roles: [asks, reads, returns-second]}
              agent:reader: {roles: [asks, reads]}
              agent:careful: {roles: [asks, reads, cancels]}
              agent:counter: {roles: [asks, counts]}
              agent:toolless: {roles: [asks]}
              host:main: {roles: [speaks]}
            """;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> bearers = new ConcurrentHashMap<>();
    final Cues cues = new Cues();
    final StrictProviders strict = later(StrictProviders.start(cues));
    final RoughProvider rough = later(new RoughProvider());
    private final Path policies;
    private final Database database;
    private final LiveRulebook rulebook;
    private final AgentTokens tokens;
    private final HostListener host;

    record Answer(int status, HttpHeaders headers, JsonNode body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    /// @param routing the text of `routing.yaml`
    Station(String routing) throws IOException {
        policies = Files.createTempDirectory("station");
        later(() -> FileSystemUtils.deleteRecursively(policies));
        write("permissions.yaml", PERMISSIONS);
        write("models.yaml", models());
        write("routing.yaml", routing);
        database = later(FreshDatabase.open());
        List.of("identity", "retail", "ledger").forEach(database::migrate);
        rulebook = later(sound(LiveRulebook.open(root().resolve("tool-descriptors"), policies)));
        var clock = Clock.systemUTC();
        tokens = new AgentTokens(database.dataSource(), clock, name -> rulebook.get().permissions().knows(name));
        var authenticator = Authenticator.of(tokens, clock);
        var resources = new ResourceServer(IdentityPolicy.TOKENS_ONLY, null);
        var keys = new HostKeys(database.dataSource(), clock);
        var servers = later(McpServers.start(McpSettings.loopback(0), new McpParts(
                this::toolRules, database, authenticator, resources,
                new CallerAssertions(database.dataSource(), tokens, keys, IdentityPolicy.TOKENS_ONLY, clock),
                List.of(Retail.server(database.workSource()), silentKnowledge()), clock)));
        var identity = HostIdentity.in(Files.createDirectories(policies.resolve("host")), tokens, keys, clock);
        host = later(HostListener.open(
                HostSettings.loopback(0), authenticator, resources, new HostApi(runs(servers.port(), identity, clock), new Consents())));
    }

    DataSource data() {
        return database.dataSource();
    }

    /// Puts another `routing.yaml` in force, for runs that start from now on.
    void routing(String text) throws IOException {
        write("routing.yaml", text);
        reload();
    }

    /// Takes this line out of the permissions, or puts it back where `held` is true; in force at once.
    void grant(String line, boolean held) {
        try {
            write("permissions.yaml", held ? PERMISSIONS : PERMISSIONS.replace(line + "\n", ""));
            reload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Refuses every token this caller holds, from now on; its next request is made with a new one.
    void revoke(String caller) {
        bearers.remove(caller);
        tokens.list().stream()
                .filter(token -> token.principal().toString().equals(caller))
                .forEach(token -> tokens.revoke(token.id()));
    }

    private void reload() {
        switch (rulebook.reload()) {
            case Reload.Refused refused -> throw new AssertionError(Problem.rendered(refused.problems()));
            case Reload.AppliedInPart part -> throw new AssertionError(Problem.rendered(part.problems()));
            case Reload.Applied _, Reload.Unchanged _ -> {}
        }
    }

    /// Starts a run of this caller and waits for its end.
    ///
    /// @param more fields of the body, each with a comma in front
    Answer run(String caller, String input, String more) {
        return post("/v1/runs", caller, "{\"input\": \"%s\"%s}".formatted(input, more));
    }

    Answer run(String caller, String input) {
        return run(caller, input, "");
    }

    /// @param headers names and values in turn
    Answer post(String path, String caller, String body, String... headers) {
        return send(request(path, caller, headers).POST(BodyPublishers.ofString(body)).build());
    }

    Answer get(String path, String caller) {
        return send(request(path, caller).GET().build());
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return Objects.requireNonNull(folder, "no folder above holds mvnw");
    }

    static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }

    private ToolRules toolRules() {
        var now = rulebook.get();
        return new ToolRules(now.tools(), now.permissions());
    }

    private UpstreamRules upstreamRules() {
        var now = rulebook.get();
        return new UpstreamRules(now.tools(), now.permissions());
    }

    private Runs runs(int mcpPort, HostIdentity identity, Clock clock) {
        var ledger = later(new Ledger(database, TranscriptKeys.fresh(), clock));
        var transport = later(new Transport());
        var endpoints = new TreeMap<>(Map.of(
                Retail.NAME, URI.create("http://127.0.0.1:" + mcpPort + "/mcp/" + Retail.NAME)));
        var servers = later(new ToolServers(
                new ToolServers.Ours(endpoints, Credentials.of(identity), () -> rulebook.get().revision()),
                new ToolServers.ThirdParty(() -> ThirdPartyServers.NONE, this::upstreamRules, _ -> null, new Consents()), clock));
        var rules = new Runs.Rules(
                () -> {
                    var now = rulebook.get();
                    return new FrozenPolicy(now.routing(), now.models(),
                            Models.of(now.models(), ProviderKeys.ofMachine(), transport, Map.of()));
                },
                (caller, asked, model) ->
                        rulebook.get().permissions().mayUseModel(caller.name(), caller.scopes(), asked, model),
                caller -> tokens.isLive(caller.credential().id()));
        return later(new Runs(ledger, servers, rules, RunLimits.USUAL, clock));
    }

    private String models() throws IOException {
        var providers = new StringBuilder("providers:\n");
        for (var profile : STRICT) {
            var wire = switch (profile) {
                case "anthropic" -> "anthropic-messages";
                case "gemini", "openai-responses" -> profile;
                default -> "openai-chat";
            };
            write(profile + ".key", "key-of-" + profile + "\n");
            providers.append(provider(profile, wire, profile, strict.url(profile), profile));
        }
        providers.append(provider("rough", "openai-chat", "openai", rough.url(), "openai"))
                .append(provider("closed", "openai-chat", "openai", nothingListens(), "openai"))
                .append(provider("keyless", "openai-chat", "openai", rough.url(), "missing"));
        var models = new StringBuilder("models:\n");
        for (var name : Stream.concat(STRICT.stream(), Stream.of("rough", "closed", "keyless")).toList()) {
            models.append("  ").append(name).append("/m: {id: m, context: 1000000, output: 8000,")
                    .append(" price: {input: 1.0, output: 2.0, cache-read: 0.1}, can: [tools]}\n");
        }
        return providers.append(models).toString();
    }

    private String provider(String name, String wire, String profile, URI url, String key) {
        return "  %s: {wire: %s, profile: %s, url: '%s', key: '${file:%s}'}%n"
                .formatted(name, wire, profile, url, policies.resolve(key + ".key"));
    }

    private static URI nothingListens() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }
    }

    /// The repository's descriptors name it; nobody here may call it.
    private static ToolServer silentKnowledge() {
        return new ToolServer(new ServerName("knowledge"), Map.of(
                "readArticle", _ -> ToolOutcome.error("Error: nothing to read"),
                "searchArticles", _ -> ToolOutcome.error("Error: nothing to search")));
    }

    private HttpRequest.Builder request(String path, String caller, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + bearers.computeIfAbsent(caller, this::bearer));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String bearer(String caller) {
        return switch (tokens.create(PrincipalName.parse(caller), Scopes.ALL, Duration.ofHours(1))) {
            case TokenCreation.Created created -> created.presented();
            case TokenCreation.UnknownPrincipal _, TokenCreation.UnfitLifetime _ -> throw new AssertionError(caller);
        };
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(policies.resolve(file), text);
    }

    private <T extends AutoCloseable> T later(T thing) {
        open.push(thing);
        return thing;
    }
}
