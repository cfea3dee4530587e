package signalbox.host.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import signalbox.host.wire.ProviderReply;

/// The one pooled HTTP client of the host: it never follows a redirect, never repeats a request, keeps no cookies, and
/// holds every exchange to a deadline and a size.
public final class Transport implements AutoCloseable {
    private static final int LARGEST = 32 << 20;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final int CONNECTIONS = 1_000;

    /// A connection the provider closed meanwhile must not fail an attempt, since nothing is repeated here.
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);

    private static final TimeValue KEPT = TimeValue.ofMinutes(5);

    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int largest;

    public Transport() {
        this(LARGEST);
    }

    /// @param largest bytes of an answer at most, after decompression
    public Transport(int largest) {
        this.largest = largest;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setValidateAfterInactivity(CHECKED_AFTER)
                        .setTimeToLive(KEPT)
                        .build())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("signalbox")
                .build();
    }

    /// Posts JSON and waits for the whole answer.
    ///
    /// @param within for everything: name lookup, connecting, sending, and the last byte of the answer
    public ProviderExchange post(URI uri, Map<String, String> headers, String json, Duration within) {
        HttpPost request = new HttpPost(uri);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        Timeout whole = Timeout.ofMilliseconds(Math.max(1, within.toMillis()));
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(whole)
                .setConnectionRequestTimeout(whole)
                .build());
        Future<ProviderExchange> exchange = threads.submit(() -> client.execute(request, this::read));
        try {
            return exchange.get(whole.toMilliseconds(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new ProviderExchange.Late();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new ProviderExchange.Broken("the host stopped waiting");
        } catch (ExecutionException failed) {
            return new ProviderExchange.Broken(reason(failed, uri));
        } finally {
            if (!exchange.isDone()) {
                request.cancel();
                exchange.cancel(true);
            }
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
    }

    private ProviderExchange read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] bytes = new byte[0];
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                bytes = in.readNBytes(largest + 1);
                if (bytes.length > largest) {
                    response.close();
                    return new ProviderExchange.Broken("the answer is larger than " + largest + " bytes");
                }
            }
        }
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new ProviderExchange.Got(ProviderReply.of(response.getCode(), headers, new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String reason(ExecutionException failed, URI uri) {
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return switch (failed.getCause()) {
            case null -> "the connection to " + host + " broke";
            case UnknownHostException _ -> "no such host: " + host;
            case ConnectTimeoutException _ -> "no connection to " + host + " within " + CONNECT;
            case ConnectException _ -> "cannot connect to " + host;
            case SSLException tls -> "TLS with " + host + " failed: " + tls.getMessage();
            case Throwable other -> "the connection to " + host + " broke: " + other.getClass().getSimpleName();
        };
    }
}
