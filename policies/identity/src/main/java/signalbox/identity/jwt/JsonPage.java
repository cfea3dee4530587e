package signalbox.identity.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/// Fetches a JSON object from an issuer: at most 512 KiB within the time given in all, and no redirect is followed.
final class JsonPage {
    private static final long MOST_BYTES = 512 << 10;

    private final HttpClient client;
    private final Duration patience;

    JsonPage(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    ObjectNode get(URI url) throws IOException {
        var request = HttpRequest.newBuilder(url).header("Accept", "application/json").GET().build();
        var asked = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            var answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("'" + url + "' answered " + answer.statusCode());
            }
            return StrictJson.object(answer.body());
        } catch (InvalidToken e) {
            throw new IOException("'" + url + "' holds " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IOException("'" + url + "' gave no answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IOException("'" + url + "' gave no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking '" + url + "'", e);
        }
    }
}
