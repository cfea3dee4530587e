package signalbox.identity.jwt;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import signalbox.http.client.AddressPolicy;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.ObjectNode;

/// Fetches a JSON object from an issuer: at most 512 KiB within the time given in all, and no redirect is followed.
final class JsonPage {
    private static final int MOST_BYTES = 512 << 10;

    private final OutgoingHttp http = new OutgoingHttp();
    private final Duration patience;

    JsonPage(Duration patience) {
        this.patience = patience;
    }

    ObjectNode get(URI url) throws IOException {
        var request = HttpRequest.get(new AddressPolicy.Configured(url), Map.of("Accept", "application/json"));
        try {
            return http.exchange(request, Deadline.in(patience), answer -> {
                if (answer.status() != 200) {
                    throw new HttpFailure("HTTP " + answer.status(), null);
                }
                var bytes = answer.body().readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new HttpFailure("more than " + MOST_BYTES + " bytes", null);
                }
                return object(bytes);
            });
        } catch (HttpFailure e) {
            throw new IOException("'" + url + "' gave no answer that can be used: " + e.reason(), e);
        }
    }

    private static ObjectNode object(byte[] bytes) throws HttpFailure {
        try {
            return TokenJson.object(bytes);
        } catch (InvalidToken e) {
            throw new HttpFailure(e.reason(), e);
        }
    }
}
