package signalbox.kit.door;

import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.identity.web.HostAndOriginRule;
import signalbox.kit.CannotServe;
import signalbox.kit.McpParts;
import signalbox.kit.McpSettings;
import signalbox.kit.desk.Desks;
import signalbox.kit.desk.ToolDesk;
import signalbox.kit.desk.Works;
import signalbox.kit.http.HttpEdge;
import signalbox.kit.http.HttpLimits;
import signalbox.kit.legacy.LegacyWire;
import signalbox.kit.modern.ModernWire;
import signalbox.kit.modern.RequestStates;
import signalbox.kit.notice.Listeners;
import signalbox.kit.seal.Seals;
import signalbox.kit.wire.Doorkeeper;
import signalbox.kit.wire.Methods;
import signalbox.kit.wire.TooNarrow;
import signalbox.kit.work.Schemas;
import signalbox.kit.work.Workbench;

/// Puts edge, door, wires, desks and workbench together, and keeps house while they run.
public final class Entrance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mcp-housekeeping").factory());
    private final Workbench bench;
    private final Listeners listeners;
    private final HttpEdge edge;

    private Entrance(Workbench bench, Listeners listeners, HttpEdge edge) {
        this.bench = bench;
        this.listeners = listeners;
        this.edge = edge;
    }

    public static Entrance open(McpSettings settings, McpParts parts) {
        var missing = new Works(parts.servers()).missing(parts.rules().get().tools());
        if (!missing.isEmpty()) {
            throw new CannotServe(missing);
        }
        parts.database().migrate("kit");
        var limits = settings.limits();
        var source = parts.database().dataSource();
        var schemas = new Schemas();
        var bench = new Workbench(parts.database(), schemas, parts.clock(), limits.call());
        var desks = Desks.of(
                parts.rules(), parts.servers(), new ToolDesk.Stores(parts.database(), bench, schemas, parts.statements()), parts.clock());
        var seals = new Seals(source, parts.clock());
        var methods = new Methods(desks, seals, limits.page());
        var listeners = new Listeners(desks);
        var standing = new Standing(parts.rules(), parts.authenticator());
        var doorkeeper = new Doorkeeper(standing, new TooNarrow(parts.resources()));
        var states = new RequestStates(seals, source, parts.clock());
        var modern = new ModernWire(methods, states, listeners, doorkeeper, LegacyWire.VERSIONS);
        var legacy = new LegacyWire(methods, listeners, doorkeeper, limits, parts.clock());
        var door = new Door(
                new HostAndOriginRule(settings.hosts(), settings.origins()), parts.authenticator(), parts.resources(),
                new Callers(standing, parts.statements(), settings.url()), new Door.Wires(modern, legacy));
        var edge = HttpEdge.open(
                new InetSocketAddress(settings.bind(), settings.port()), HttpLimits.usual(limits.messageBytes()), door);
        var entrance = new Entrance(bench, listeners, edge);
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
        housekeeping.shutdown();
        listeners.close();
        edge.close();
        bench.close();
    }

    private void keepHouse(RevisionWatch watch, LegacyWire legacy, Runnable tidying) {
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
