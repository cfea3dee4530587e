package signalbox.policy.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Reads the web addresses of a file: https, or http where that is safe, without a user and without a query.
///
/// Each method gives null where there is no text, which is the schema's to say, and where it is not such an address.
public final class WebAddresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final YamlSource source;
    private final Consumer<Problem> found;

    public WebAddresses(YamlSource source, Consumer<Problem> found) {
        this.source = source;
        this.found = found;
    }

    /// An https address, or an http one of this machine.
    public @Nullable URI address(String pointer, String hint) {
        var url = web(pointer, hint);
        return url == null || isHttps(url) || LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT))
                ? url
                : refused(pointer, "must be https, since it is not on this machine", hint);
    }

    /// Such an address without a path.
    public @Nullable URI origin(String pointer) {
        return bare(pointer, address(pointer, "such as https://tools.example.org"));
    }

    /// An address with its path, also an http one.
    ///
    /// @param subject what messages call it: its text is not repeated, since a key may have been written there
    public @Nullable URI openAddress(String pointer, String subject, String hint) {
        return web(pointer, subject, hint);
    }

    /// An address without a path, also an http one.
    public @Nullable URI openOrigin(String pointer) {
        return bare(pointer, web(pointer, "such as http://10.0.0.7:9000"));
    }

    /// An https address, or one of an origin that is allowed.
    ///
    /// @param key under which an origin is allowed, for messages
    public @Nullable URI address(String pointer, Set<URI> allowed, String key) {
        var url = web(pointer, "such as https://mcp.example.com/mcp");
        return url == null || isHttps(url) || allowed.contains(originOf(url))
                ? url
                : refused(pointer, "must be https", "or write " + originOf(url) + " under " + key);
    }

    /// An https address with a path.
    public @Nullable URI document(String pointer) {
        var hint = "such as https://host.example.com/oauth/client.json";
        var url = web(pointer, hint);
        return url == null || (isHttps(url) && url.getRawPath().length() > 1)
                ? url
                : refused(pointer, "must be https and have a path", hint);
    }

    private @Nullable URI web(String pointer, String hint) {
        return web(pointer, subject(pointer), hint);
    }

    private @Nullable URI web(String pointer, String subject, String hint) {
        if (!source.tree().at(pointer).isString()) {
            return null;
        }
        var url = parsed(text(pointer));
        if (url == null || url.getHost() == null || !(isHttps(url) || "http".equalsIgnoreCase(url.getScheme()))) {
            return refused(pointer, subject, "is not a web address", hint);
        }
        if (url.getRawUserInfo() != null) {
            return refused(pointer, subject, "must not name a user or a password", hint);
        }
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? url
                : refused(pointer, subject, "must end with its path", hint);
    }

    private @Nullable URI bare(String pointer, @Nullable URI url) {
        return url == null || text(pointer).equals(originOf(url).toString())
                ? url
                : refused(pointer, "must be scheme, host and port alone, in lower case", "such as " + originOf(url));
    }

    private @Nullable URI refused(String pointer, String fault, String hint) {
        return refused(pointer, subject(pointer), fault, hint);
    }

    private @Nullable URI refused(String pointer, String subject, String fault, String hint) {
        found.accept(source.error(pointer, subject + " " + fault, hint));
        return null;
    }

    /// What may be a password or a key is not repeated.
    private String subject(String pointer) {
        var text = text(pointer);
        return text.contains("@") || text.contains("?") ? "the address" : "'" + text + "'";
    }

    private String text(String pointer) {
        return source.tree().at(pointer).asString("");
    }

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static URI originOf(URI url) {
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create((url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT) + port);
    }
}
