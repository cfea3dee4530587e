package signalbox.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An HTTP server that answers a request when the test says so, and records when a client gives up waiting.
public final class WaitingServer implements AutoCloseable {
    private final ServerSocket listening;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private WaitingServer(ServerSocket listening) {
        this.listening = listening;
    }

    public static WaitingServer open() {
        try {
            var server = new WaitingServer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request that has come whole and waits for its answer.
    public static final class Arrival {
        private final Socket socket;
        private final String body;
        private final CompletableFuture<Long> gone = new CompletableFuture<>();

        private Arrival(Socket socket, String body) {
            this.socket = socket;
            this.body = body;
        }

        public String body() {
            return body;
        }

        /// Begins an answer of server-sent events, which ends with the connection.
        public void stream() {
            write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        }

        public void event(String data) {
            write("data: " + data.replace("\n", " ") + "\n\n");
        }

        /// Ends the connection.
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// When its client closed the connection, by `System.nanoTime()`; waits for that for ten seconds.
        public long gone() {
            return gone.orTimeout(10, TimeUnit.SECONDS).join();
        }

        public void answer(String json) {
            write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json);
        }

        public void write(String text) {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void write(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Ends the connection as a crash does: the client is told that it was reset.
        public void reset() {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /// How many requests have come whole.
    public int requests() {
        return requests.get();
    }

    /// The next request, which must come within ten seconds.
    public Arrival arrival() throws InterruptedException {
        return arrival(Duration.ofSeconds(10));
    }

    /// The next request, which must come within this time.
    public Arrival arrival(Duration within) throws InterruptedException {
        var arrival = arrivals.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw new AssertionError("no request came");
        }
        return arrival;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        var last = new Arrival(socket, "");
        try (socket) {
            var in = socket.getInputStream();
            for (var body = request(in); body != null; body = request(in)) {
                last = new Arrival(socket, body);
                requests.incrementAndGet();
                arrivals.add(last);
            }
        } catch (IOException _) {
            // reset by the client: gone as well
        } finally {
            last.gone.complete(System.nanoTime());
        }
    }

    /// The body of the next request; null where the connection ends instead.
    private static @Nullable String request(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        var lower = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length: ");
        if (length < 0) {
            return "";
        }
        int from = length + "\r\ncontent-length: ".length();
        int bytes = Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
        var body = in.readNBytes(bytes);
        return body.length == bytes ? new String(body, StandardCharsets.UTF_8) : null;
    }
}
