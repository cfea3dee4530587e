package signalbox.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;

/// What clients may take of the edge that read or write slowly, stay, or go away.
class HttpEdgeTest {
    private static final int MANY = Integer.getInteger("edge.connections", 20);
    private static final Request ASK = Request.of("POST", "/mcp").body("{}");
    private static final HttpLimits HASTY = new HttpLimits(
            1 << 20, Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofMillis(50), Duration.ofMillis(600), MANY, MANY);
    private static final HttpLimits PATIENT = new HttpLimits(
            1 << 20, Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), MANY, MANY);

    private volatile RequestHandler.Service service = (_, exchange) -> exchange.reply(HttpReply.json(200, "{}"));
    private final AtomicInteger entered = new AtomicInteger();
    private @Nullable HttpEdge edge;

    @AfterEach
    void closeEdge() {
        if (edge != null) {
            edge.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "POST /mcp HTTP/1.1\r\nHost: a\r\nX-A: "})
    void aHeadThatDoesNotComeToItsEndIsWaitedForOnlySoLong(String begun) {
        open(HASTY);
        try (var connection = connection()) {
            connection.write(begun);
            Patience.until(Duration.ofSeconds(10), () -> !connection.write(begun.isEmpty() ? "" : "a") || begun.isEmpty());

            assertThat(connection.isClosedByPeer()).isTrue();
            assertThat(entered).hasValue(0);
        }
    }

    @Test
    void aHeadOfTooManyFieldsIsRefusedBeforeItsEnd() {
        open(PATIENT);
        try (var connection = connection()) {
            connection.write("POST /mcp HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(101));

            assertThat(connection.head()).contains("431");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void aBodyThatDoesNotComeToItsEndIsWaitedForOnlySoLong(String framing) {
        open(HASTY);
        try (var connection = connection()) {
            connection.write("POST /mcp HTTP/1.1\r\n" + framing + "\r\n\r\n");
            Patience.until(Duration.ofSeconds(10), () -> !connection.write(framing.startsWith("C") ? "a" : "1\r\na\r\n"));

            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aConnectionWithoutRequestsIsKeptOnlySoLong() {
        open(HASTY);
        try (var connection = connection()) {
            connection.send(ASK);

            assertThat(connection.reply()).isNotNull();
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void thereAreOnlySoManyConnectionsAndThoseThatAreGoneMakeRoom() {
        open(PATIENT);
        var open = new ArrayList<RawConnection>();
        for (int i = 0; i < MANY; i++) {
            open.add(connection());
            open.getLast().send(ASK);
            assertThat(open.getLast().reply()).isNotNull();
        }

        for (int i = 0; i < MANY; i++) {
            try (var tooMany = connection()) {
                assertThat(tooMany.isClosedByPeer()).isTrue();
            }
        }
        open.getFirst().send(ASK);
        assertThat(open.getFirst().reply()).isNotNull();
        open.getLast().close();
        Patience.until(Duration.ofSeconds(10), this::isServed);
        open.forEach(RawConnection::close);
    }

    @Test
    void beyondSoManyWhoseSenderIsUnknownItIsAskedWhoTheyAreBeforeTheirBodiesCome() {
        var few = new HttpLimits(
                1 << 20, Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), MANY, 3);
        open(few);
        var open = new ArrayList<RawConnection>();
        for (int i = 0; i < 4; i++) {
            open.add(connection());
            open.getLast().write("POST /mcp HTTP/1.1\r\nContent-Length: 2\r\n\r\n{");
        }

        Patience.until(Duration.ofSeconds(10), () -> entered.get() == 1);
        open.forEach(connection -> connection.write("}"));
        open.forEach(connection -> assertThat(connection.reply()).isNotNull());
        assertThat(entered).hasValue(5);
        open.removeFirst().close();
        for (int i = 0; i < 10; i++) {
            open.getFirst().send(ASK);
            assertThat(open.getFirst().reply()).isNotNull();
        }
        assertThat(entered).hasValue(15);
    }

    @Test
    void anAnswerThatIsNotReadIsGivenUp() {
        service = (_, exchange) -> exchange.reply(HttpReply.json(200, new byte[32 << 20]));
        open(HASTY);
        try (var connection = RawConnection.narrow(port())) {
            connection.send(ASK);

            Patience.until(Duration.ofSeconds(10), () -> !connection.write("x"));
        }
    }

    @Test
    void anAnswerThatIsReadSlowlyComesToItsEnd() {
        service = (_, exchange) -> exchange.reply(HttpReply.json(200, new byte[8 << 20]));
        open(HASTY);
        try (var connection = RawConnection.narrow(port())) {
            connection.send(ASK);
            connection.head();
            long started = System.nanoTime();
            int read = connection.drain(8 << 20, Duration.ofMillis(2));

            assertThat(read).isEqualTo(8 << 20);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(HASTY.stalled());
        }
    }

    @Test
    void aStreamThatIsNotReadHoldsUpItsSenderInBoundedMemoryAndIsThenGivenUp() throws Exception {
        var taken = new AtomicInteger();
        var over = new CountDownLatch(1);
        var message = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        service = (_, exchange) -> {
            var stream = exchange.stream(List.of());
            while (stream.send(message)) {
                taken.incrementAndGet();
            }
            over.countDown();
        };
        open(HASTY);
        try (var connection = RawConnection.narrow(port())) {
            connection.send(ASK);

            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(taken.get() * 10_000L).as("bytes that wait somewhere").isLessThan(16 << 20);
        }
    }

    @Test
    void anEndOfAStreamThatIsNotReadIsGivenUp() {
        service = (_, exchange) -> {
            var stream = exchange.stream(List.of());
            stream.send(new byte[32 << 20]);
            stream.end();
        };
        open(HASTY);
        try (var connection = RawConnection.narrow(port())) {
            connection.send(ASK);

            Patience.until(Duration.ofSeconds(10), () -> !connection.write("x"));
        }
    }

    @Test
    void aQuietStreamCarriesCommentsAndStaysAsLongAsBothWant() {
        var end = new CountDownLatch(1);
        service = (_, exchange) -> {
            var stream = exchange.stream(List.of());
            stream.send("{}".getBytes(StandardCharsets.US_ASCII));
            await(end);
            stream.end();
        };
        open(HASTY);
        try (var connection = connection()) {
            connection.send(ASK);
            connection.head();

            assertThat(connection.event()).isNotNull();
            for (int i = 0; i < 30; i++) {
                var line = connection.line();
                assertThat(line).isIn("", ":");
            }
            end.countDown();
            assertThat(connection.event()).isNull();
            connection.send(ASK);
            assertThat(connection.head()).as("the connection outlives its stream").startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"closes", "resets", "closes with another request waiting"})
    void whoeverGoesAwayIsNoticedWhileTheAnswerIsMade(String how) throws Exception {
        var begun = new Semaphore(0);
        var gone = new Semaphore(0);
        service = (_, exchange) -> {
            exchange.whenGone(gone::release);
            begun.release();
            await(new CountDownLatch(1));
        };
        open(PATIENT);
        var connection = connection();
        connection.send(ASK);
        begun.acquire();
        if (how.endsWith("waiting")) {
            connection.send(ASK);
        }
        if (how.equals("resets")) {
            connection.reset();
        } else {
            connection.close();
        }

        assertThat(gone.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoeverIsGoneAlreadyIsToldOfAtOnce() throws Exception {
        var begun = new Semaphore(0);
        var gone = new Semaphore(0);
        var late = new Semaphore(0);
        service = (_, exchange) -> {
            exchange.whenGone(gone::release);
            begun.release();
            gone.acquireUninterruptibly();
            exchange.whenGone(late::release);
            late.acquireUninterruptibly();
            late.release();
        };
        open(PATIENT);
        var connection = connection();
        connection.send(ASK);
        begun.acquire();
        connection.close();

        assertThat(late.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFloodOfWaitingRequestsIsNotReadAheadOfItsTurn() throws Exception {
        var begun = new Semaphore(0);
        var go = new CountDownLatch(1);
        service = (_, exchange) -> {
            begun.release();
            await(go);
            exchange.reply(HttpReply.empty(202));
        };
        open(PATIENT);
        try (var connection = connection()) {
            connection.send(ASK);
            begun.acquire();
            var sent = new AtomicInteger();
            var body = "x".repeat(50_000);
            var flood = Thread.ofVirtual().start(() -> {
                while (sent.get() < 1_000 && connection.write("POST /mcp HTTP/1.1\r\nContent-Length: 50000\r\n\r\n" + body)) {
                    sent.incrementAndGet();
                }
            });
            flood.join(Duration.ofSeconds(2));

            assertThat(sent.get() * 50_000L).as("bytes that wait somewhere").isLessThan(16 << 20);
            assertThat(entered).hasValue(1);
            go.countDown();
        }
    }

    @Test
    void whoeverIsRefusedWhileStillSendingCanReadWhy() {
        open(PATIENT);
        try (var connection = connection()) {
            connection.write("POST /mcp HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n");
            for (int i = 0; i < 50; i++) {
                connection.write("x".repeat(10_000));
            }
            assertThat(connection.answer().status()).isEqualTo(413);
            assertThat(entered).hasValue(0);
        }
    }

    private boolean isServed() {
        try (var connection = connection()) {
            connection.send(ASK);
            return connection.reply() != null;
        }
    }

    private void open(HttpLimits limits) {
        edge = HttpEdge.open("edge", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, new RequestHandler() {
            @Override
            public @Nullable HttpReply glance(RequestHead head) {
                return null;
            }

            @Override
            public HttpReply unfit(int status, String text) {
                return HttpReply.json(status, text);
            }

            @Override
            public Entry enter(RequestHead head) {
                entered.incrementAndGet();
                return new Entry.Admitted(service);
            }
        });
    }

    private int port() {
        if (edge == null) {
            throw new AssertionError("no edge is open");
        }
        return edge.port();
    }

    private RawConnection connection() {
        return RawConnection.to(port());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
