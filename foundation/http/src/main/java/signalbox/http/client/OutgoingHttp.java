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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.jspecify.annotations.Nullable;

/// The HTTP client of everything that speaks to MCP servers and their authorization servers. It follows no redirect,
/// repeats nothing, keeps no cookies, decompresses nothing, and ends every exchange at its deadline.
public final class OutgoingHttp implements AutoCloseable {
    private static final long LARGEST = 16L << 20;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int CONNECTIONS = 1_000;
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);
    private static final TimeValue KEPT = TimeValue.ofMinutes(5);

    private final CloseableHttpClient plain;
    private final CloseableHttpClient guarded;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public OutgoingHttp() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    OutgoingHttp(DnsResolver names) {
        plain = client(names);
        guarded = client(new GuardedDns(names));
    }

    /// Reads an answer while its connection is open.
    @FunctionalInterface
    public interface Reader<T> {
        T read(HttpResponse answer) throws IOException, HttpFailure;
    }

    /// Sends a request and waits until the reader has read its answer. Interrupting the waiting thread, like the
    /// deadline, closes the connection, which is how a server learns that the answer is no longer wanted.
    public <T> T exchange(HttpRequest ask, Deadline deadline, Reader<T> reader) throws HttpFailure {
        if (threads.isShutdown()) {
            throw new HttpFailure("the client is closed", null);
        }
        var request = request(ask, deadline);
        var client = ask.passage() instanceof AddressPolicy.Configured ? plain : guarded;
        Future<T> exchange = threads.submit(() -> send(client, request, reader));
        try {
            return exchange.get(Math.max(1, deadline.left().toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new HttpFailure("no answer in time", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure("the call was cancelled", e);
        } catch (ExecutionException e) {
            throw trouble(e.getCause());
        } finally {
            if (!exchange.isDone()) {
                request.cancel();
                exchange.cancel(true);
            }
        }
    }

    @Override
    public void close() {
        plain.close(CloseMode.IMMEDIATE);
        guarded.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
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
            case AddressPolicy.Refused(var reason) -> throw new HttpFailure("the address is not followed: " + reason, null);
        };
    }

    /// What the reader leaves of a body is not waited for: its connection is closed, not read to its end.
    private static <T> T send(CloseableHttpClient client, HttpUriRequestBase request, Reader<T> reader)
            throws IOException, HttpFailure, HttpException {
        var response = client.executeOpen(RoutingSupport.determineHost(request), request, null);
        var entity = response.getEntity();
        var body = new BoundedStream(entity == null ? InputStream.nullInputStream() : entity.getContent(), LARGEST);
        try {
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

    private static HttpFailure trouble(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> new HttpFailure("the connection broke", null);
            case HttpFailure trouble -> trouble;
            case GuardedDns.ForbiddenAddress _ -> new HttpFailure("its address is not public", cause);
            case UnknownHostException _ -> new HttpFailure("there is no such host", cause);
            case ConnectTimeoutException _, ConnectException _ -> new HttpFailure("no connection to it", cause);
            case SocketTimeoutException _ -> new HttpFailure("no answer in time", cause);
            case SSLException _ -> new HttpFailure("TLS with it failed", cause);
            case TooLarge large -> new HttpFailure(String.valueOf(large.getMessage()), cause);
            case IOException _, HttpException _ -> new HttpFailure("the connection broke", cause);
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }

    private static CloseableHttpClient client(DnsResolver names) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
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
