package signalbox.client.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request.
///
/// @param body null where it has none
public record HttpAsk(String method, Passage passage, Map<String, String> headers, @Nullable String body) {
    public HttpAsk {
        headers = Map.copyOf(headers);
    }

    public static HttpAsk get(Passage passage, Map<String, String> headers) {
        return new HttpAsk("GET", passage, headers, null);
    }

    public static HttpAsk post(Passage passage, Map<String, String> headers, String body) {
        return new HttpAsk("POST", passage, headers, body);
    }
}
