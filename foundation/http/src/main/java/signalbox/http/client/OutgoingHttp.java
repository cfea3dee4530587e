package signalbox.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import signalbox.http.client.HttpFailure.Kind;

/// The HTTP client of everything that speaks to model providers, MCP servers and their authorization servers. It follows no
/// redirect, repeats nothing, keeps no cookies, decompresses nothing, and ends every exchange at its deadline. Each origin
/// has its own connections and its own bound on them.
///
/// An exchange runs on the virtual thread that asked for it. Interrupting that thread closes the connection, as the deadline
/// does, which is how a server learns that its answer is no longer wanted.
public final class OutgoingHttp implements AutoCloseable {
    /// Bytes of an answer at most; a reader may take less.
    private static final long LARGEST = 32L << 20;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int CONNECTIONS_OF_AN_ORIGIN = 1_000;
    private static final int CONNECTIONS = 10_000;

    /// A connection that the server closed meanwhile must not fail a request, since nothing is repeated here.
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);

    private static final TimeValue KEPT = TimeValue.ofMinutes(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DeadlineWatch watch = new DeadlineWatch();
    private final LongAnswers longAnswers = new LongAnswers(Runtime.getRuntime().maxMemory());
    private final CloseableHttpClient plain;
    private final CloseableHttpClient guarded;

    public OutgoingHttp() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    OutgoingHttp(DnsResolver names) {
        var bounded = new BoundedDns(names, threads);
        plain = client(bounded);
        guarded = client(new GuardedDns(bounded));
    }

    /// Reads an answer while its connection is open.
    @FunctionalInterface
    public interface Reader<T> {
        T read(HttpResponse answer) throws IOException, HttpFailure;
    }

    /// Sends a request and waits until the reader has read its answer, or the deadline has passed, or the waiting thread is
    /// interrupted.
    public <T> T exchange(HttpRequest ask, Deadline deadline, Reader<T> reader) throws HttpFailure {
        if (threads.isShutdown()) {
            throw new HttpFailure(Kind.CLOSED, null);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new HttpFailure(Kind.CANCELLED, null);
        }
        return Thread.currentThread().isVirtual() ? sent(ask, deadline, reader) : onVirtualThread(ask, deadline, reader);
    }

    @Override
    public void close() {
        plain.close(CloseMode.IMMEDIATE);
        guarded.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
        watch.close();
    }

    /// Only a virtual thread closes its connection when it is interrupted.
    private <T> T onVirtualThread(HttpRequest ask, Deadline deadline, Reader<T> reader) throws HttpFailure {
        var exchange = threads.submit(() -> sent(ask, deadline, reader));
        try {
            return exchange.get();
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpFailure(Kind.CANCELLED, e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HttpFailure failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private <T> T sent(HttpRequest ask, Deadline deadline, Reader<T> reader) throws HttpFailure {
        var request = request(ask, deadline);
        var client = ask.passage() instanceof AddressPolicy.Configured ? plain : guarded;
        var watched = watch.begin(deadline, request::cancel);
        try {
            return ScopedValue.where(BoundedDns.DEADLINE, deadline).call(() -> read(client, request, deadline, reader));
        } catch (HttpFailure e) {
            throw e;
        } catch (IOException | HttpException e) {
            throw failure(e, deadline);
        } catch (Exception e) {
            if (threads.isShutdown()) {
                throw new HttpFailure(Kind.CLOSED, e);
            }
            throw new IllegalStateException("a request could not be sent through a fault of ours", e);
        } finally {
            watch.end(watched);
        }
    }

    private static HttpUriRequestBase request(HttpRequest ask, Deadline deadline) throws HttpFailure {
        var request = new HttpUriRequestBase(ask.method(), uri(ask.passage()));
        ask.headers().forEach(request::setHeader);
        var body = ask.body();
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
        }
        var whole = Timeout.ofMilliseconds(Math.max(1, deadline.left().toMillis()));
        request.setConfig(RequestConfig.custom().setResponseTimeout(whole).setConnectionRequestTimeout(whole).build());
        return request;
    }

    private static URI uri(AddressPolicy passage) throws HttpFailure {
        return switch (passage) {
            case AddressPolicy.Configured(var uri) -> uri;
            case AddressPolicy.Guarded(var uri) -> uri;
            case AddressPolicy.Refused(var reason) ->
                throw new HttpFailure(Kind.FORBIDDEN, "the address is not followed: " + reason, null);
        };
    }

    /// What the reader leaves of a body is not waited for: its connection is closed, not read to its end.
    private <T> T read(CloseableHttpClient client, HttpUriRequestBase request, Deadline deadline, Reader<T> reader)
            throws IOException, HttpException, HttpFailure {
        var host = RoutingSupport.determineHost(request);
        var response = client.executeOpen(host, request, null);
        var entity = response.getEntity();
        var held = longAnswers.begin(new Origin(host.getSchemeName(), host.getHostName(), host.getPort()), deadline);
        var body = new AnswerBody(entity == null ? InputStream.nullInputStream() : entity.getContent(), LARGEST, held);
        try (held) {
            return reader.read(new HttpResponse(response.getCode(), headers(response.getHeaders()), body));
        } finally {
            if (entity != null && !body.hasEnded()) {
                request.cancel();
            } else {
                response.close();
            }
        }
    }

    private static Map<String, List<String>> headers(Header[] all) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (var header : all) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(header.getValue());
        }
        return headers;
    }

    private static HttpFailure failure(Exception cause, Deadline deadline) {
        if (deadline.hasPassed()) {
            return new HttpFailure(Kind.LATE, cause);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new HttpFailure(Kind.CANCELLED, cause);
        }
        return switch (cause) {
            case GuardedDns.ForbiddenAddress _ -> new HttpFailure(Kind.NOT_PUBLIC, cause);
            case UnknownHostException _ -> new HttpFailure(Kind.NO_SUCH_HOST, cause);
            case ConnectTimeoutException _, ConnectException _ -> new HttpFailure(Kind.NO_CONNECTION, cause);
            case SocketTimeoutException _ -> new HttpFailure(Kind.LATE, cause);
            case SSLException _ -> new HttpFailure(Kind.TLS, cause);
            case TooLarge large -> new HttpFailure(Kind.TOO_LARGE, String.valueOf(large.getMessage()), cause);
            default -> new HttpFailure(Kind.BROKEN, cause);
        };
    }

    private static CloseableHttpClient client(DnsResolver names) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_OF_AN_ORIGIN)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setValidateAfterInactivity(CHECKED_AFTER)
                        .setTimeToLive(KEPT)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("signalbox")
                .build();
    }
}
