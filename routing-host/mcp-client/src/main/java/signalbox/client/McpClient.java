package signalbox.client;

import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import signalbox.client.exchange.Access;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.OutgoingHttp;

/// Opens connections to MCP servers of either era, and remembers which one a server is of.
public final class McpClient implements AutoCloseable {
    private final OutgoingHttp http;
    private final ConcurrentMap<URI, Era> eras = new ConcurrentHashMap<>();
    private final KeptLists keptLists = new KeptLists();
    private final ExecutorService farewells = Executors.newVirtualThreadPerTaskExecutor();

    public McpClient(OutgoingHttp http) {
        this.http = http;
    }

    /// A connection; nothing is sent before it is used.
    ///
    /// @param standing what is shown where a request belongs to no errand, such as the end of a session
    /// @param mayAsk whether a server of the older era is told, once for its session, that it may ask
    public McpConnection to(HttpTarget target, Access standing, boolean mayAsk) {
        return new McpConnection(target, standing, mayAsk, this);
    }

    OutgoingHttp http() {
        return http;
    }

    ConcurrentMap<URI, Era> eras() {
        return eras;
    }

    KeptLists keptLists() {
        return keptLists;
    }

    /// Ends something without anybody waiting for it.
    void later(Runnable farewell) {
        if (!farewells.isShutdown()) {
            farewells.execute(farewell);
        }
    }

    /// Gives open sessions a moment to end.
    @Override
    public void close() {
        farewells.shutdown();
        try {
            farewells.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        farewells.shutdownNow();
        http.close();
    }

    /// Which kind of protocol revision a server speaks.
    enum Era {
        /// 2026-07-28: every request stands alone.
        MODERN,
        /// 2025-11-25 and earlier: a session.
        LEGACY
    }
}
