package signalbox.policy.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Reads the addresses in `servers.yaml`, each by what it is for.
record Addresses(YamlSource source, List<Problem> problems) {
    /// A server's endpoint: https, or of an origin that is allowed.
    @Nullable URI server(String pointer, Set<URI> allowed) {
        var uri = web(pointer);
        if (uri == null) {
            return null;
        }
        if (uri.getRawQuery() != null) {
            return refused(pointer, "it must end with its path", "remove everything from ?");
        }
        return isHttps(uri) || allowed.contains(originOf(uri))
                ? uri
                : refused(pointer, "it must be https", "or write " + originOf(uri) + " under origins-allowed");
    }

    /// Scheme, host and port alone.
    @Nullable URI origin(String pointer) {
        var uri = web(pointer);
        if (uri == null) {
            return null;
        }
        boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        return bare && uri.getRawQuery() == null
                ? originOf(uri)
                : refused(pointer, "an origin has no path", "write it as " + originOf(uri));
    }

    /// Where a browser comes back to: https, or this machine.
    @Nullable URI redirect(String pointer) {
        var uri = web(pointer);
        if (uri == null) {
            return null;
        }
        boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
        return isHttps(uri) || local ? uri : refused(pointer, "it must be https, or of this machine", "");
    }

    /// A client's metadata document.
    @Nullable URI document(String pointer) {
        var uri = web(pointer);
        if (uri == null) {
            return null;
        }
        return isHttps(uri) && uri.getRawPath().length() > 1
                ? uri
                : refused(pointer, "it must be https and have a path", "such as https://host.example.com/oauth/client.json");
    }

    private @Nullable URI web(String pointer) {
        try {
            var uri = new URI(source.tree().at(pointer).asString(""));
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        if (!source.tree().at(pointer).isMissingNode()) {
            refused(pointer, "it must be an http or https address without a user", "such as https://mcp.example.com/mcp");
        }
        return null;
    }

    private @Nullable URI refused(String pointer, String message, String hint) {
        problems.add(source.error(pointer, message, hint));
        return null;
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static URI originOf(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create((uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port);
    }
}
