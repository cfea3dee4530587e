package signalbox.app.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.api.HostApi;
import signalbox.host.api.HostListener;
import signalbox.host.api.HostSettings;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.model.Models;
import signalbox.host.model.Transport;
import signalbox.host.model.offline.OfflineModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.run.Runs;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.UpstreamRules;
import signalbox.host.tool.ask.Consents;
import signalbox.host.tool.server.Credentials;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.Tokens;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.McpServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.knowledge.Knowledge;
import signalbox.policy.LiveRulebook;
import signalbox.policy.Rulebook;
import signalbox.policy.catalogue.Wire;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

/// Everything in one process: the MCP servers and the routing host, each behind its own listener, over one database.
/// The host reaches the servers over MCP alone.
public final class Signalbox implements AutoCloseable {
    private static final long SEED = 2026;

    private final Closing closing;
    private final Database database;
    private final Tokens tokens;
    private final Authenticator authenticator;
    private final McpServers servers;
    private final HostListener host;
    private final Management management;
    private final Consents consents = new Consents();

    private Signalbox(Closing closing, Plan plan, Foundation ground) throws IOException {
        this.closing = closing;
        database = closing.later(ground.database());
        var rulebook = closing.later(ground.rulebook());
        List.of("identity", "retail", "ledger").forEach(database::migrate);
        stock(plan);
        var clock = Clock.systemUTC();
        tokens = Tokens.watching(database, clock,
                name -> name.equals(HostIdentity.MAIN) || rulebook.get().permissions().knows(name));
        var keys = HostKeys.watching(database, clock);
        var policy = ground.identity();
        authenticator = new Authenticator(tokens, policy, clock);
        var statements = new CallerAssertions(database.dataSource(), tokens, keys, policy, clock);
        var parts = new McpParts(
                toolRules(rulebook), database, authenticator, new ResourceServer(policy, policy.mcp()), statements, toolServers(plan), clock);
        servers = closing.later(McpServers.start(mcpSettings(plan, policy), parts));
        var folder = Files.createDirectories(plan.data().resolve("host"));
        var identity = HostIdentity.in(folder, tokens, keys, clock);
        var ledger = closing.later(new Ledger(database, TranscriptKeys.in(folder.resolve("transcripts.keys")), clock));
        host = closing.later(HostListener.open(
                new HostSettings(plan.bind(), plan.ports().host(), hosts(policy.host(), plan.ports().host())),
                authenticator, new ResourceServer(policy, policy.host()), new HostApi(runs(ledger, rulebook, identity, clock), consents)));
        management = closing.later(Management.open(plan.ports().management(), database, rulebook));
    }

    /// What must be there before anything can listen.
    public record Foundation(Database database, LiveRulebook rulebook, IdentityPolicy identity) {}

    /// Opens every listener, or leaves nothing open.
    public static Signalbox start(Plan plan, Foundation ground) throws IOException {
        var closing = new Closing();
        try {
            return new Signalbox(closing, plan, ground);
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    public URI mcp() {
        return URI.create("http://127.0.0.1:" + servers.port() + "/mcp");
    }

    public URI host() {
        return URI.create("http://127.0.0.1:" + host.port());
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + management.port());
    }

    public Tokens tokens() {
        return tokens;
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        closing.close();
    }

    private Runs runs(Ledger ledger, LiveRulebook rulebook, HostIdentity identity, Clock clock) {
        var transport = closing.later(new Transport());
        var endpoints = new TreeMap<ServerName, URI>();
        var first = rulebook.get();
        var others = first.servers().servers().keySet();
        first.tools().servers().keySet().stream()
                .filter(server -> !others.contains(server))
                .forEach(server -> endpoints.put(server, URI.create(mcp() + "/" + server)));
        var secrets = ProviderKeys.ofMachine();
        var ours = new ToolServers.Ours(endpoints, Credentials.of(identity), () -> rulebook.get().revision());
        var toolServers = closing.later(new ToolServers(ours, others(rulebook, secrets), clock));
        var rules = new Runs.Rules(
                () -> {
                    var now = rulebook.get();
                    return new FrozenPolicy(
                            now.routing(),
                            now.models(),
                            Models.of(now.models(), secrets, transport, Map.of(Wire.OFFLINE, OfflineModel.connector())));
                },
                (caller, asked, model) ->
                        rulebook.get().permissions().mayUseModel(caller.name(), caller.scopes(), asked, model),
                authenticator::isLive);
        return closing.later(new Runs(ledger, toolServers, rules, RunLimits.USUAL, clock));
    }

    private static McpSettings mcpSettings(Plan plan, IdentityPolicy policy) {
        var usual = McpSettings.loopback(plan.ports().mcp());
        return new McpSettings(
                usual.bind(), usual.port(), hosts(policy.mcp(), usual.port()), usual.origins(), usual.url(), usual.limits());
    }

    /// What callers may call a listener that has a URL: its name there, and its names on this machine.
    private static Set<String> hosts(@Nullable URI url, int port) {
        return url == null
                ? Set.of()
                : Set.copyOf(List.of(url.getRawAuthority(), "127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port));
    }

    /// The servers of `servers.yaml`; of what they show, a run is offered what `releases.yaml` pins.
    private ToolServers.Others others(LiveRulebook rulebook, ProviderKeys secrets) {
        return new ToolServers.Others(
                () -> rulebook.get().servers(),
                upstreamRules(rulebook),
                ref -> secrets.find(ref) instanceof ProviderKeys.Secret secret ? secret.reveal() : null,
                consents);
    }

    public static Supplier<ToolRules> toolRules(Supplier<Rulebook> rulebook) {
        return () -> {
            var now = rulebook.get();
            return new ToolRules(now.tools(), now.permissions());
        };
    }

    public static Supplier<UpstreamRules> upstreamRules(Supplier<Rulebook> rulebook) {
        return () -> {
            var now = rulebook.get();
            return new UpstreamRules(now.tools(), now.permissions());
        };
    }

    private void stock(Plan plan) {
        if (plan.retail() != null) {
            Retail.install(database.dataSource(), plan.retail());
        } else if (isEmpty()) {
            Retail.install(database.dataSource(), RetailData.generated(SEED));
        }
    }

    private boolean isEmpty() {
        return !JdbcClient.create(database.dataSource())
                .sql("select exists (select from retail.customer)")
                .query(Boolean.class)
                .single();
    }

    private List<ToolServer> toolServers(Plan plan) throws IOException {
        return List.of(Retail.server(database.workSource()), Knowledge.server(plan.articles()));
    }
}
