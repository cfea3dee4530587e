package signalbox.host.tool;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import signalbox.host.tool.Credentials.Purpose;
import signalbox.identity.Principal;

/// One MCP session of the host with one endpoint, for one caller. Every request carries that caller's statement.
final class Connection implements AutoCloseable {
    private static final String PURPOSE = "signalbox.purpose";
    private static final ScopedValue<Purpose> NOW = ScopedValue.newInstance();
    private static final int LARGEST_ANSWER = 16 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final URI endpoint;
    private final McpSyncClient client;

    Connection(URI endpoint, Principal caller, Credentials credentials) {
        this.endpoint = endpoint;
        var plain = new Purpose(endpoint, "", null, "");
        var transport = HttpClientStreamableHttpTransport.builder(base(endpoint))
                .endpoint(endpoint.getRawPath())
                .customizeClient(client -> client.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER))
                .connectTimeout(CONNECT)
                .openConnectionOnStartup(false)
                .resumableStreams(false)
                .maxResponseSize(LARGEST_ANSWER)
                .addHttpRequestCustomizer((request, _, _, _, context) ->
                        sign(request, credentials.headers(caller, purpose(context, plain))))
                .build();
        client = McpClient.sync(transport)
                .clientInfo(McpSchema.Implementation.builder("signalbox", "0.1.0").build())
                .requestTimeout(LONGEST)
                .initializationTimeout(LONGEST)
                .transportContextProvider(Connection::context)
                .build();
    }

    URI endpoint() {
        return endpoint;
    }

    /// Does something with the session, which opens when first used.
    ///
    /// @throws ToolServerException when no answer came in time, or none that MCP can read
    <T> T with(Purpose purpose, Duration within, Function<McpSyncClient, T> work) {
        var answer = THREADS.submit(() -> ScopedValue.where(NOW, purpose).call(() -> work.apply(client)));
        try {
            return answer.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new ToolServerException("no answer within " + within.toMillis() + " ms", null);
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ToolServerException("the call was cancelled", null);
        } catch (ExecutionException e) {
            throw ToolServerException.of(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        Thread.startVirtualThread(client::close);
    }

    private static String base(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    private static void sign(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::setHeader);
    }

    private static McpTransportContext context() {
        return NOW.isBound() ? McpTransportContext.create(Map.of(PURPOSE, NOW.get())) : McpTransportContext.EMPTY;
    }

    private static Purpose purpose(McpTransportContext context, Purpose otherwise) {
        return context.get(PURPOSE) instanceof Purpose purpose ? purpose : otherwise;
    }
}
