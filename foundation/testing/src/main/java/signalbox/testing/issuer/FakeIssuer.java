package signalbox.testing.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// An issuer on loopback whose tokens are real and whose key set does as it is told.
public final class FakeIssuer implements AutoCloseable {
    private static final String REALM = "/realms/main";
    /// Making one takes long, and only issuers of the same time must differ.
    private static final Queue<IssuerKey> SPARE_RSA = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final IssuerKey rsa = Objects.requireNonNullElseGet(SPARE_RSA.poll(), () -> IssuerKey.rsa("rsa-1"));
    private final IssuerKey ec = IssuerKey.ec("ec-1");
    private final IssuerKey ed = IssuerKey.ed("ed-1");
    private volatile String keys = "";
    private volatile Mood mood = Mood.WELL;

    /// How the key set answers.
    public enum Mood {
        WELL,
        BROKEN,
        MOVED,
        NONSENSE,
        HUGE,
        SILENT,
        DRIPPING
    }

    private FakeIssuer(HttpServer server) {
        this.server = server;
        publish(List.of(rsa, ec, ed));
        server.setExecutor(threads);
        server.createContext(REALM + "/certs", this::certs);
        server.createContext(REALM + "/.well-known/openid-configuration", exchange -> send(exchange, 200, discovery(name())));
        server.createContext("/elsewhere", exchange -> send(exchange, 200, keys));
        server.start();
    }

    public static FakeIssuer open() {
        try {
            return new FakeIssuer(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return origin() + REALM;
    }

    public String jwks() {
        return name() + "/certs";
    }

    public IssuerKey rsa() {
        return rsa;
    }

    public IssuerKey ec() {
        return ec;
    }

    public IssuerKey ed() {
        return ed;
    }

    /// From now on these are its keys.
    public void publish(List<IssuerKey> published) {
        publish(published.stream().map(IssuerKey::jwk).collect(Collectors.joining(",")));
    }

    /// From now on these are its keys, as JWKs separated by commas.
    public void publish(String jwks) {
        keys = "{\"keys\":[" + jwks + "]}";
    }

    public void be(Mood changed) {
        mood = changed;
    }

    /// How often the key set was asked for.
    public int asked() {
        return asked.get();
    }

    /// A good access token of `sub` for this audience, with these scopes, for five minutes.
    public String token(String sub, String audience, String scopes, InstantSource clock) {
        return token(sub, audience, scopes, clock.instant().plusSeconds(300));
    }

    /// The same until this moment.
    public String token(String sub, String audience, String scopes, Instant until) {
        long expires = until.getEpochSecond();
        return ec.sign(
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}",
                "{\"iss\":\"" + name() + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + sub + "\",\"scope\":\"" + scopes
                        + "\",\"client_id\":\"tests\",\"jti\":\"" + made.incrementAndGet() + "\",\"iat\":" + (expires - 300)
                        + ",\"exp\":" + expires + "}");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
        SPARE_RSA.add(rsa);
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String discovery(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwks() + "\"}";
    }

    private void certs(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        switch (mood) {
            case WELL -> send(exchange, 200, keys);
            case BROKEN -> send(exchange, 500, keys);
            case MOVED -> {
                exchange.getResponseHeaders().set("Location", origin() + "/elsewhere");
                send(exchange, 302, "");
            }
            case NONSENSE -> send(exchange, 200, "<html>");
            case HUGE -> send(exchange, 200, keys.replace("]}", " ".repeat(1 << 20) + "]}"));
            case SILENT -> await();
            case DRIPPING -> drip(exchange);
        }
    }

    /// One byte at a time, each soon enough for a reader that only counts the silence.
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange; var body = exchange.getResponseBody()) {
            for (byte each : keys.getBytes(UTF_8)) {
                body.write(each);
                body.flush();
                if (closing.await(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
