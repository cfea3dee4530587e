package signalbox.kit.listener;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.http.server.HostAndOriginRule;
import signalbox.http.server.HttpEdge;
import signalbox.http.server.HttpLimits;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.call.CompiledSchemas;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.feature.Features;
import signalbox.kit.feature.ToolHandlers;
import signalbox.kit.feature.Tools;
import signalbox.kit.legacy.LegacyProtocol;
import signalbox.kit.modern.ModernProtocol;
import signalbox.kit.modern.RequestStates;
import signalbox.kit.notification.ChangeListeners;
import signalbox.kit.protocol.InsufficientScope;
import signalbox.kit.protocol.LiveCredentials;
import signalbox.kit.protocol.Methods;
import signalbox.kit.seal.Seals;
import signalbox.kit.telemetry.ToolTelemetry;

/// Puts edge, door, wires, desks and workbench together, and keeps house while they run.
public final class McpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpListener.class);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mcp-housekeeping").factory());
    private final CallExecutor bench;
    private final ChangeListeners listeners;
    private final HttpEdge edge;

    private McpListener(CallExecutor bench, ChangeListeners listeners, HttpEdge edge) {
        this.bench = bench;
        this.listeners = listeners;
        this.edge = edge;
    }

    /// @param telemetry is told what was answered and decided
    public static McpListener open(McpSettings settings, McpParts parts, ToolTelemetry telemetry) {
        var missing = new ToolHandlers(parts.servers()).missing(parts.rules().get().tools());
        if (!missing.isEmpty()) {
            throw new CannotServe(missing);
        }
        parts.database().migrate("kit");
        var limits = settings.limits();
        var source = parts.database().dataSource();
        var schemas = new CompiledSchemas();
        var bench = new CallExecutor(parts.database(), schemas, parts.clock(), limits.call(), telemetry);
        var desks = Features.of(
                parts.rules(), parts.servers(), new Tools.Stores(parts.database(), bench, schemas, parts.statements()), parts.clock());
        var seals = new Seals(source, parts.clock());
        var methods = new Methods(desks, seals, limits.page(), telemetry);
        var listeners = new ChangeListeners(desks);
        var standing = new CredentialCheck(parts.rules(), parts.authenticator());
        var doorkeeper = new LiveCredentials(standing, new InsufficientScope(parts.resources()));
        var states = new RequestStates(seals, source, parts.clock());
        var modern = new ModernProtocol(methods, states, listeners, doorkeeper, LegacyProtocol.VERSIONS);
        var legacy = new LegacyProtocol(methods, listeners, doorkeeper, limits, parts.clock());
        var door = new RequestPipeline(
                new HostAndOriginRule(settings.hosts(), settings.origins()), parts.authenticator(), parts.resources(),
                new EffectiveCaller(standing, parts.statements(), settings.url()), new RequestPipeline.Wires(modern, legacy));
        var edge = HttpEdge.open(
                new InetSocketAddress(settings.bind(), settings.port()), HttpLimits.usual(limits.messageBytes()), door);
        var entrance = new McpListener(bench, listeners, edge);
        entrance.keepHouse(new RevisionWatch(parts.rules()), legacy, () -> {
            desks.tools().tidy();
            states.tidy();
            seals.renew();
        });
        return entrance;
    }

    public int port() {
        return edge.port();
    }

    /// Whoever listens looks whether something has changed for it.
    public void changed() {
        listeners.look();
    }

    /// Whoever follows this resource is told.
    public void updated(String uri) {
        listeners.updated(uri);
    }

    @Override
    public void close() {
        close(GRACE);
    }

    /// Takes no new request, ends the streams of those who listen, and lets the calls that are being served end within
    /// this time.
    public void close(Duration patience) {
        housekeeping.shutdown();
        listeners.close();
        edge.close(patience);
        bench.close();
    }

    private void keepHouse(RevisionWatch watch, LegacyProtocol legacy, Runnable tidying) {
        every(200, TimeUnit.MILLISECONDS, () -> {
            if (watch.hasChanged()) {
                listeners.look();
            }
        });
        every(1, TimeUnit.SECONDS, listeners::sweep);
        every(1, TimeUnit.MINUTES, legacy::sweep);
        every(10, TimeUnit.MINUTES, tidying);
    }

    private void every(long time, TimeUnit unit, Runnable chore) {
        var _ = housekeeping.scheduleWithFixedDelay(() -> quietly(chore), time, time, unit);
    }

    private static void quietly(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("A chore failed; it is tried again later", e);
        }
    }
}
