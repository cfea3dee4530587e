package signalbox.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.http.client.HttpFailure.Kind;
import signalbox.testing.WaitingServer;

/// How an exchange ends that is no longer wanted: its connection is closed at once.
class OutgoingHttpTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptingWhoWaitsClosesTheConnection(boolean virtual) throws Exception {
        try (var server = WaitingServer.open(); var http = new OutgoingHttp()) {
            var failed = new CompletableFuture<Kind>();
            var waiting = (virtual ? Thread.ofVirtual() : Thread.ofPlatform())
                    .start(() -> failed.complete(failure(http, to(server.port()), LONG)));
            var arrival = server.arrival();

            waiting.interrupt();

            assertThat(failed.get(10, TimeUnit.SECONDS)).isEqualTo(Kind.CANCELLED);
            assertThat(arrival.gone()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"})
    void theDeadlineClosesTheConnectionHoweverFarTheAnswerHasCome(String begun) throws Exception {
        try (var server = WaitingServer.open(); var http = new OutgoingHttp()) {
            var failed = new CompletableFuture<Kind>();
            Thread.startVirtualThread(() -> failed.complete(failure(http, to(server.port()), Duration.ofMillis(300))));
            var arrival = server.arrival();
            arrival.write(begun);

            assertThat(arrival.gone()).isPositive();
            assertThat(failed.get(10, TimeUnit.SECONDS)).isEqualTo(Kind.LATE);
        }
    }

    @Test
    void aNearerDeadlineIsKeptWhileAFarOneIsWatched() throws Exception {
        try (var server = WaitingServer.open(); var http = new OutgoingHttp()) {
            var far = Thread.startVirtualThread(() -> failure(http, to(server.port()), LONG));
            server.arrival();

            assertThat(failure(http, to(server.port()), Duration.ofMillis(200))).isEqualTo(Kind.LATE);

            assertThat(far.isAlive()).isTrue();
            far.interrupt();
        }
    }

    @Test
    void aConnectionIsUsedAgainAfterItsAnswerWasRead() throws Exception {
        try (var server = WaitingServer.open(); var http = new OutgoingHttp()) {
            for (int i = 0; i < 3; i++) {
                var answered = new CompletableFuture<String>();
                Thread.startVirtualThread(() -> answered.complete(text(http, to(server.port()))));
                server.arrival().answer("{}");

                assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo("{}");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aLookupThatNeverEndsIsNotWaitedForBeyondTheDeadline() throws Exception {
        try (var names = new StuckNames(); var http = new OutgoingHttp(names)) {
            var passage = new AddressPolicy.Configured(URI.create("http://stuck.example/"));

            assertThat(failure(http, passage, Duration.ofMillis(200))).isEqualTo(Kind.LATE);
        }
    }

    @Test
    void aLookupIsGivenUpWhenWhoWaitsIsInterrupted() throws Exception {
        try (var names = new StuckNames(); var http = new OutgoingHttp(names)) {
            var passage = new AddressPolicy.Configured(URI.create("http://stuck.example/"));
            var failed = new CompletableFuture<Kind>();
            var waiting = Thread.startVirtualThread(() -> failed.complete(failure(http, passage, LONG)));
            names.asked.await();

            waiting.interrupt();

            assertThat(failed.get(10, TimeUnit.SECONDS)).isEqualTo(Kind.CANCELLED);
        }
    }

    @Test
    void afterItIsClosedNothingIsSent() throws Exception {
        try (var server = WaitingServer.open()) {
            var http = new OutgoingHttp();
            http.close();

            assertThat(failure(http, to(server.port()), LONG)).isEqualTo(Kind.CLOSED);
            assertThat(server.requests()).isZero();
        }
    }

    private static AddressPolicy to(int port) {
        return new AddressPolicy.Configured(URI.create("http://127.0.0.1:" + port + "/"));
    }

    private static Kind failure(OutgoingHttp http, AddressPolicy passage, Duration within) {
        try {
            http.exchange(HttpRequest.post(passage, Map.of(), "{}"), Deadline.in(within), answer -> answer.text(1 << 20));
            throw new AssertionError("an answer came");
        } catch (HttpFailure e) {
            return e.kind();
        }
    }

    private static String text(OutgoingHttp http, AddressPolicy passage) {
        try {
            return http.exchange(HttpRequest.post(passage, Map.of(), "{}"), Deadline.in(LONG), answer -> answer.text(1 << 20));
        } catch (HttpFailure e) {
            return e.reason();
        }
    }

    /// Names whose lookup takes until the test ends.
    private static final class StuckNames implements DnsResolver, AutoCloseable {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.countDown();
            boolean interrupted = true;
            while (interrupted) { // as a lookup of the system cannot be interrupted
                try {
                    ended.await();
                    interrupted = false;
                } catch (InterruptedException _) {
                    // goes on
                }
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }

        @Override
        public void close() {
            ended.countDown();
        }
    }
}
