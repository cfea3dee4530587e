package signalbox.kit.door;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.kit.CannotServe;
import signalbox.kit.McpParts;
import signalbox.kit.McpSettings;
import signalbox.kit.desk.ToolDesk;
import signalbox.kit.desk.Works;
import signalbox.kit.work.Schemas;
import signalbox.kit.work.Workbench;

/// Puts listener, door, desk and workbench together, and keeps house while they run.
public final class Entrance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mcp-housekeeping").factory());
    private final Workbench bench;
    private final SdkWire wire;
    private final Listener listener;

    private Entrance(Workbench bench, SdkWire wire, Listener listener) {
        this.bench = bench;
        this.wire = wire;
        this.listener = listener;
    }

    public static Entrance open(McpSettings settings, McpParts parts) {
        var works = new Works(parts.servers());
        var missing = works.missing(parts.rules().get().tools());
        if (!missing.isEmpty()) {
            throw new CannotServe(missing);
        }
        parts.database().migrate("kit");
        var limits = settings.limits();
        var source = parts.database().dataSource();
        var schemas = new Schemas();
        var bench = new Workbench(source, schemas, parts.clock(), limits.call());
        var desk = new ToolDesk(parts.rules(), works, new ToolDesk.Stores(source, bench, schemas, parts.statements()), parts.clock());
        var sessions = new Sessions(limits.sessions(), limits.idle(), parts.clock());
        var wire = new SdkWire(desk, sessions, limits.idle(), limits.messageBytes());
        var door = new Door(new MessageReader(limits.messageBytes()), new Callers(parts.rules(), parts.statements(), settings.url()), wire);
        var listener = Listener.open(settings, parts, door);
        var entrance = new Entrance(bench, wire, listener);
        entrance.keepHouse(parts, desk);
        return entrance;
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        housekeeping.shutdownNow();
        wire.close();
        listener.close();
        bench.close();
    }

    private void keepHouse(McpParts parts, ToolDesk desk) {
        var watch = new RevisionWatch(parts.rules());
        var _ = housekeeping.scheduleWithFixedDelay(() -> quietly(() -> {
            if (watch.hasChanged()) {
                wire.announceChange();
            }
        }), 1, 1, TimeUnit.SECONDS);
        var _ = housekeeping.scheduleWithFixedDelay(() -> quietly(desk::tidy), 10, 10, TimeUnit.MINUTES);
    }

    private static void quietly(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("A chore failed; it is tried again later", e);
        }
    }
}
