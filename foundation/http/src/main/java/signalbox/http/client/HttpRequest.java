package signalbox.http.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request.
///
/// @param body null where it has none
public record HttpRequest(String method, AddressPolicy passage, Map<String, String> headers, @Nullable String body) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    public static HttpRequest get(AddressPolicy passage, Map<String, String> headers) {
        return new HttpRequest("GET", passage, headers, null);
    }

    public static HttpRequest post(AddressPolicy passage, Map<String, String> headers, String body) {
        return new HttpRequest("POST", passage, headers, body);
    }
}
