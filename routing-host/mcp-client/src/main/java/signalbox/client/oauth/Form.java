package signalbox.client.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Reads `application/x-www-form-urlencoded`, each name once. The SDK's own parser skips what is malformed and keeps what is
/// there twice.
final class Form {
    private Form() {}

    /// @throws IllegalArgumentException where it is malformed or names a parameter twice
    static SequencedMap<String, String> read(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
            var value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (parameters.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("'" + name + "' is written twice");
            }
        }
        return parameters;
    }
}
