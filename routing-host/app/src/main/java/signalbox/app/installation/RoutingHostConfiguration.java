package signalbox.app.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import signalbox.app.config.SignalboxProperties;
import signalbox.app.installation.ListenerLifecycle.Listening;
import signalbox.app.start.Closer;
import signalbox.app.start.InstallationOptions;
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
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.UpstreamRules;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.tool.server.Credentials;
import signalbox.host.wire.ProviderKeys;
import signalbox.identity.AgentTokens;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.challenge.ResourceServer;
import signalbox.policy.LiveRulebook;
import signalbox.policy.Rulebook;
import signalbox.policy.catalogue.Wire;

/// The routing host behind its listener. It reaches the MCP servers over MCP alone, those of this process too.
@Configuration(proxyBeanMethods = false)
class RoutingHostConfiguration {
    private static final Duration PURGE = Duration.ofHours(1);

    @Bean
    HostIdentity hostIdentity(InstallationOptions options, AgentTokens tokens, HostKeys keys, Clock clock) {
        return HostIdentity.in(folder(options), tokens, keys, clock);
    }

    @Bean
    TranscriptKeys transcriptKeys(InstallationOptions options) {
        try {
            return TranscriptKeys.in(folder(options).resolve("transcripts.keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the host keeps in the data directory.
    private static Path folder(InstallationOptions options) {
        try {
            return Files.createDirectories(options.data().resolve("host"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the host stands on.
    record Ground(MigratedDatabase migrated, LiveRulebook rulebook, Secrets secrets, Clock clock) {}

    /// Who the host is, and what it seals transcripts with.
    record Secrets(HostIdentity identity, TranscriptKeys transcripts) {}

    @Bean
    Secrets hostSecrets(HostIdentity identity, TranscriptKeys transcripts) {
        return new Secrets(identity, transcripts);
    }

    @Bean
    Ground hostGround(MigratedDatabase migrated, LiveRulebook rulebook, Secrets secrets, Clock clock) {
        return new Ground(migrated, rulebook, secrets, clock);
    }

    @Bean
    ListenerLifecycle hostListener(
            Ground ground, McpServerConfiguration.Callers callers, ListenerLifecycle mcpListener, ModelTelemetry telemetry, Settings settings) {
        return new ListenerLifecycle(
                ListenerLifecycle.Order.ROUTING_HOST,
                () -> {
                    var closer = new Closer();
                    try {
                        return open(closer, new RunParts(ground, callers, mcp(mcpListener), telemetry), settings);
                    } catch (RuntimeException e) {
                        closer.close();
                        throw e;
                    }
                },
                settings.properties().shutdown().calls());
    }

    /// What was said about the host on the command line and in the configuration.
    record Settings(InstallationOptions options, SignalboxProperties properties) {}

    @Bean
    Settings hostSettings(InstallationOptions options, SignalboxProperties properties) {
        return new Settings(options, properties);
    }

    private record RunParts(Ground ground, McpServerConfiguration.Callers callers, URI mcp, ModelTelemetry telemetry) {}

    private static Listening open(Closer closer, RunParts parts, Settings settings) {
        var consents = new Consents();
        int port = settings.options().ports().host();
        var identity = parts.callers().identity();
        var ledger = closer.register(new Ledger(
                parts.ground().migrated().database(), parts.ground().secrets().transcripts(), parts.ground().clock()));
        var runs = runs(closer, parts, ledger, consents, limits(settings.properties().host()));
        closer.register(new PeriodicJob(
                "purging the ledger", PURGE, () -> ledger.purge(settings.properties().retention().transcripts())));
        var listener = HostListener.open(
                new HostSettings(
                        settings.options().bind(), port, InstallationConfiguration.hosts(identity.host(), port), settings.properties().allowedOrigins()),
                parts.callers().authenticator(), new ResourceServer(identity, identity.host()), new HostApi(runs, consents));
        return new Listening(listener.port(), patience -> {
            listener.close(patience);
            closer.close();
        });
    }

    private static Runs runs(Closer closer, RunParts parts, Ledger ledger, Consents consents, RunLimits limits) {
        var ground = parts.ground();
        var rulebook = ground.rulebook();
        var secrets = ProviderKeys.ofMachine();
        var transport = closer.register(new Transport());
        var ours = new ToolServers.Ours(
                endpoints(rulebook.get(), parts.mcp()), Credentials.of(ground.secrets().identity()), () -> rulebook.get().revision());
        var thirdParty = new ToolServers.ThirdParty(
                () -> rulebook.get().servers(),
                upstreamRules(rulebook),
                ref -> secrets.find(ref) instanceof ProviderKeys.Secret secret ? secret.reveal() : null,
                consents);
        var servers = closer.register(new ToolServers(ours, thirdParty, ground.clock()));
        var authenticator = parts.callers().authenticator();
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
                authenticator::isLive,
                parts.telemetry());
        return closer.register(new Runs(ledger, servers, rules, limits, ground.clock()));
    }

    /// Where each server of ours is reached; those of `servers.yaml` are reached where it says.
    private static SortedMap<ServerName, URI> endpoints(Rulebook rules, URI mcp) {
        var endpoints = new TreeMap<ServerName, URI>();
        var others = rules.servers().servers().keySet();
        rules.tools().servers().keySet().stream()
                .filter(server -> !others.contains(server))
                .forEach(server -> endpoints.put(server, URI.create(mcp + "/" + server)));
        return endpoints;
    }

    static URI mcp(ListenerLifecycle listener) {
        return URI.create("http://127.0.0.1:" + listener.port() + "/mcp");
    }

    /// The tools and permissions of one reading of the rules, never the tools of one and the permissions of another.
    static Supplier<UpstreamRules> upstreamRules(Supplier<Rulebook> rulebook) {
        return () -> {
            var now = rulebook.get();
            return new UpstreamRules(now.tools(), now.permissions());
        };
    }

    private static RunLimits limits(SignalboxProperties.Host host) {
        return new RunLimits(
                host.steps(), host.calls(), host.callsPerStep(), host.deadline(), host.longestDeadline(),
                host.outputTokens(), host.repeats(), new RunLimits.ConcurrentRuns(host.running().all(), host.running().perCaller()));
    }
}
