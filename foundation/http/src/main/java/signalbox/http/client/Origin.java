package signalbox.http.client;

import java.net.URI;
import java.util.Locale;

/// Scheme, host and port of an address, such as `https://mcp.example.com:443`.
public record Origin(String scheme, String host, int port) {
    /// @throws IllegalArgumentException where it is no absolute http or https address
    public static Origin of(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("'" + uri + "' is no http or https address");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("'" + uri + "' names no host");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
