package signalbox.kit.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.policy.permission.Endpoint;

/// The path of each endpoint: `/mcp`, `/mcp/{server}`, `/mcp/{server}/v{major}`, each with at
/// most one slash after it, and nothing that merely looks like it.
public final class EndpointPath {
    private static final String ROOT = "/mcp";
    private static final Pattern MAJOR = Pattern.compile("v(0|[1-9][0-9]{0,5})");

    private static final Cache<String, Endpoint> KNOWN = Caffeine.newBuilder().maximumSize(1_000).build();

    private EndpointPath() {}

    public static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Everything() -> "/mcp";
            case Endpoint.OfServer(var server) -> "/mcp/" + server;
            case Endpoint.OfMajor(var server, var major) -> "/mcp/" + server + "/v" + major;
        };
    }

    /// The endpoint with exactly this undecoded path, or with this and one slash, or null.
    public static @Nullable Endpoint parse(String path) {
        var known = KNOWN.getIfPresent(path);
        if (known == null) {
            known = read(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
            if (known != null) {
                KNOWN.put(path, known);
            }
        }
        return known;
    }

    private static @Nullable Endpoint read(String path) {
        if (!path.startsWith(ROOT)) {
            return null;
        }
        if (path.length() == ROOT.length()) {
            return new Endpoint.Everything();
        }
        int end = path.indexOf('/', ROOT.length() + 1);
        var server = path.substring(ROOT.length() + 1, end < 0 ? path.length() : end);
        if (path.charAt(ROOT.length()) != '/' || !ServerName.isValid(server)) {
            return null;
        }
        var name = new ServerName(server);
        return end < 0 ? new Endpoint.OfServer(name) : ofMajor(name, path.substring(end + 1));
    }

    private static @Nullable Endpoint ofMajor(ServerName server, String version) {
        var major = MAJOR.matcher(version);
        return major.matches() ? new Endpoint.OfMajor(server, Integer.parseInt(major.group(1))) : null;
    }

    /// The server an endpoint is limited to, or null for all of them.
    public static @Nullable ServerName server(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Everything() -> null;
            case Endpoint.OfServer(var server) -> server;
            case Endpoint.OfMajor(var server, var _) -> server;
        };
    }
}
