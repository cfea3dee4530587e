package signalbox.kit.desk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.policy.permission.Endpoint;

/// The path of each endpoint: `/mcp`, `/mcp/{server}`, `/mcp/{server}/v{major}`, and nothing that merely looks like it.
public final class EndpointPath {
    private static final Pattern FORM = Pattern.compile("/mcp(?:/([a-z][a-z0-9_]{0,40})(?:/v(0|[1-9][0-9]{0,5}))?)?");

    private EndpointPath() {}

    public static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Everything() -> "/mcp";
            case Endpoint.OfServer(var server) -> "/mcp/" + server;
            case Endpoint.OfMajor(var server, var major) -> "/mcp/" + server + "/v" + major;
        };
    }

    /// The endpoint with exactly this undecoded path, or null.
    public static @Nullable Endpoint parse(String path) {
        var match = FORM.matcher(path);
        if (!match.matches()) {
            return null;
        }
        var server = match.group(1);
        if (server == null) {
            return new Endpoint.Everything();
        }
        if (!ServerName.isValid(server)) {
            return null;
        }
        var major = match.group(2);
        var name = new ServerName(server);
        return major == null ? new Endpoint.OfServer(name) : new Endpoint.OfMajor(name, Integer.parseInt(major));
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
