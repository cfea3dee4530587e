package signalbox.kit.listener;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.http.server.CrossOrigin;
import signalbox.http.server.HostAndOriginRule;
import signalbox.http.server.HttpEdge;
import signalbox.http.server.HttpLimits;
import signalbox.identity.bearer.BearerGate;
import signalbox.kit.audit.AuditLog;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.feature.Features;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.legacy.LegacyProtocol;
import signalbox.kit.modern.ModernProtocol;
import signalbox.kit.modern.RequestStates;
import signalbox.kit.notification.ChangeListeners;
import signalbox.kit.protocol.InsufficientScope;
import signalbox.kit.protocol.LiveCredentials;
import signalbox.kit.protocol.Methods;
import signalbox.kit.seal.Seals;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.kit.work.WorkThreads;

/// Puts the HTTP edge, the request pipeline, the protocol revisions and the features together, and does the housekeeping
/// while they run.
public final class McpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpListener.class);

    /// Those of MCP that a page sends (basic/transports/streamable-http) and reads; `Mcp-Param-*` mirrors arguments by name.
    private static final CrossOrigin.Headers HEADERS = new CrossOrigin.Headers(
            List.of(
                    "authorization", "content-type", "accept", "last-event-id", "mcp-protocol-version", "mcp-session-id", "mcp-method",
                    "mcp-name", "mcp-param-*"),
            List.of("Mcp-Session-Id", "WWW-Authenticate", "Retry-After"));

    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mcp-housekeeping").factory());
    private final CallExecutor.Store store;
    private final ChangeListeners listeners;
    private final HttpEdge edge;

    private McpListener(CallExecutor.Store store, ChangeListeners listeners, HttpEdge edge) {
        this.store = store;
        this.listeners = listeners;
        this.edge = edge;
    }

    /// @param telemetry is told what was answered and decided
    public static McpListener open(McpSettings settings, McpParts parts, ToolTelemetry telemetry) {
        var missing = ToolServer.handlers(parts.servers()).missing(parts.rules().get().tools());
        if (!missing.isEmpty()) {
            throw new CannotServe(missing);
        }
        parts.database().migrate("kit");
        var limits = settings.limits();
        var source = parts.database().dataSource();
        var store = new CallExecutor.Store(
                parts.database(), new WorkThreads(limits.call()), new AuditLog(parts.database(), telemetry), parts.clock());
        var features = Features.of(parts.rules(), parts.servers(), parts.assertions(), store);
        var seals = new Seals(source, parts.clock());
        var methods = new Methods(features, seals, limits.page(), telemetry);
        var listeners = new ChangeListeners(features, limits.streams());
        var check = new CredentialCheck(parts.rules(), parts.authenticator());
        var credentials = new LiveCredentials(check, new InsufficientScope(parts.resources()));
        var states = new RequestStates(seals, source, parts.clock());
        var modern = new ModernProtocol(methods, states, listeners, credentials, LegacyProtocol.VERSIONS);
        var legacy = new LegacyProtocol(methods, listeners, credentials, limits, parts.clock());
        var gate = new BearerGate(
                new HostAndOriginRule(settings.hosts(), new CrossOrigin(settings.origins(), HEADERS)), parts.authenticator(), parts.resources(),
                McpRefusals.WORDS);
        var pipeline = new RequestPipeline(
                gate, new EffectiveCaller(check, parts.assertions(), settings.url()), new RequestPipeline.Protocols(modern, legacy), features);
        var edge = HttpEdge.open(
                "mcp", new InetSocketAddress(settings.bind(), settings.port()), HttpLimits.usual(limits.messageBytes()), pipeline);
        var listener = new McpListener(store, listeners, edge);
        listener.keepHouse(new RevisionWatch(parts.rules()), legacy, () -> {
            features.tools().tidy();
            states.tidy();
            seals.renew();
        });
        return listener;
    }

    public int port() {
        return edge.port();
    }

    /// Tells the listening clients of changes, if any.
    public void changed() {
        listeners.look();
    }

    /// Tells those who subscribed to this resource.
    public void updated(String uri) {
        listeners.updated(uri);
    }

    @Override
    public void close() {
        close(HttpEdge.GRACE);
    }

    /// Takes no new request, ends the streams of those who listen, and lets the calls that are being served end within
    /// this time.
    public void close(Duration patience) {
        housekeeping.shutdown();
        listeners.close();
        edge.close(patience);
        store.threads().close();
        store.audit().close();
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

    private void every(long time, TimeUnit unit, Runnable task) {
        var _ = housekeeping.scheduleWithFixedDelay(() -> quietly(task), time, time, unit);
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A housekeeping task failed; it is tried again later", e);
        }
    }
}
