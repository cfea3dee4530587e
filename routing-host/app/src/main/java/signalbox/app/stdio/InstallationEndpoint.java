package signalbox.app.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The endpoint of a running installation, asked as the holder of a token file.
public final class InstallationEndpoint implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private final Place place;
    private final TokenFile token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECTING)
            .sslContext(noTls())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    public InstallationEndpoint(Place place, TokenFile token) {
        this.place = place;
        this.token = token;
    }

    /// Finds the endpoint. It is asked before every request: after a restart it may be elsewhere, and once an installation
    /// has ended its port is anybody's, who must not be shown the token.
    @FunctionalInterface
    public interface Place {
        /// Null where nothing runs.
        @Nullable URI now() throws IOException;
    }

    UpstreamAnswer post(Map<String, String> headers, String message) throws InterruptedException {
        return send(HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message)), headers);
    }

    /// What a server has to say unasked.
    UpstreamAnswer listen(Map<String, String> headers) throws InterruptedException {
        return send(HttpRequest.newBuilder().header("Accept", "text/event-stream").GET(), headers);
    }

    UpstreamAnswer delete(Map<String, String> headers, Duration longest) throws InterruptedException {
        return send(HttpRequest.newBuilder().timeout(longest).DELETE(), headers);
    }

    private UpstreamAnswer send(HttpRequest.Builder request, Map<String, String> headers) throws InterruptedException {
        return switch (token.read()) {
            case TokenFile.Held.Unusable(var why) -> new UpstreamAnswer.None(why);
            case TokenFile.Held.Token(var text) -> {
                headers.forEach(request::header);
                yield send(request.header("Authorization", "Bearer " + text));
            }
        };
    }

    private UpstreamAnswer send(HttpRequest.Builder request) throws InterruptedException {
        var url = running();
        if (url == null) {
            return gone();
        }
        try {
            return sent(request.uri(url).build());
        } catch (ConnectException _) {
            return gone();
        } catch (HttpTimeoutException _) {
            return new UpstreamAnswer.None("the MCP servers at " + url + " do not answer");
        } catch (IOException _) {
            return new UpstreamAnswer.None("the connection to " + url + " broke: what was asked may have been done or not");
        }
    }

    private @Nullable URI running() {
        try {
            return place.now();
        } catch (IOException _) {
            return null; // it ends or starts at this moment
        }
    }

    private UpstreamAnswer sent(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        var answer = UpstreamAnswer.of(response);
        return response.statusCode() == 401
                ? new UpstreamAnswer.None("the token in '" + token.path() + "' is not accepted, it may have expired, been revoked or been made for another installation: "
                        + token.make())
                : answer;
    }

    /// The pipe never leaves this machine, and reading the certificates of the world takes as long as the rest of the start.
    private static SSLContext noTls() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UpstreamAnswer gone() {
        return new UpstreamAnswer.None("Signalbox is not running: start it with ./signalbox up");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
