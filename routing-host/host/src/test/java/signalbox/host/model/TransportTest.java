package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Transport transport = new Transport(1_000);
    private HttpServer server = started();

    @BeforeEach
    void listen() {
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        transport.close();
    }

    @Test
    void aWholeAnswerIsRead() {
        ExchangeResult exchange = transport.post(url("/ok"), Map.of("x-api-key", "k"), "{}", LONG);

        assertThat(exchange).isInstanceOfSatisfying(ExchangeResult.Got.class, got -> {
            assertThat(got.reply().status()).isEqualTo(200);
            assertThat(got.reply().headers()).containsEntry("x-test", "yes");
            assertThat(got.reply().text()).isEqualTo("{\"a\":\"é\"}");
        });
        assertThat(seen).containsExactly("POST /ok k");
    }

    @Test
    void aRedirectIsAReplyAndNothingIsSentToItsTarget() {
        ExchangeResult exchange = transport.post(url("/redirect"), Map.of("x-api-key", "k"), "{}", LONG);

        assertThat(((ExchangeResult.Got) exchange).reply().status()).isEqualTo(307);
        assertThat(seen).containsExactly("POST /redirect k");
    }

    @Test
    void anAnswerThatDripsWithoutEndIsLate() {
        ExchangeResult exchange = transport.post(url("/drip"), Map.of(), "{}", Duration.ofMillis(300));

        assertThat(exchange).isEqualTo(new ExchangeResult.Late());
    }

    @Test
    void anAnswerBeyondTheLimitIsBroken() {
        ExchangeResult exchange = transport.post(url("/large"), Map.of(), "{}", LONG);

        assertThat(exchange).isEqualTo(new ExchangeResult.Broken("the answer is larger than 1000 bytes"));
    }

    @Test
    void aFailureIsNotRepeated() {
        ExchangeResult exchange = transport.post(url("/cut"), Map.of(), "{}", LONG);

        assertThat(exchange).isInstanceOf(ExchangeResult.Broken.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void noListenerAndNoHostAreBroken() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ExchangeResult refused = transport.post(URI.create("http://127.0.0.1:" + port + "/"), Map.of(), "{}", LONG);
        ExchangeResult unknown = transport.post(URI.create("http://no-such-host.invalid/"), Map.of(), "{}", LONG);
        assertThat(refused).isEqualTo(new ExchangeResult.Broken("cannot connect to 127.0.0.1:" + port));
        assertThat(unknown).isEqualTo(new ExchangeResult.Broken("no such host: no-such-host.invalid"));
    }

    @Test
    void aListenerThatSpeaksNoTlsIsBroken() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofVirtual().start(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.getInputStream().readAllBytes();
                } catch (IOException hungUp) {
                    seen.add(hungUp.getClass().getSimpleName());
                }
            });

            URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            ExchangeResult exchange = transport.post(url, Map.of(), "{}", LONG);

            answering.interrupt();
            assertThat(((ExchangeResult.Broken) exchange).reason()).startsWith("TLS with 127.0.0.1:");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        seen.add(exchange.getRequestMethod() + " " + path + " " + exchange.getRequestHeaders().getFirst("x-api-key"));
        exchange.getRequestBody().readAllBytes();
        switch (path) {
            case "/ok" -> {
                exchange.getResponseHeaders().set("X-Test", "yes");
                write(exchange, 200, "{\"a\":\"é\"}");
            }
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", url("/ok").toString());
                write(exchange, 307, "");
            }
            case "/large" -> write(exchange, 200, "x".repeat(2_000));
            case "/drip" -> drip(exchange);
            default -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(1);
                exchange.close();
            }
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try {
            while (!released.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void write(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static HttpServer started() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cannotListen) {
            throw new java.io.UncheckedIOException(cannotListen);
        }
    }
}
