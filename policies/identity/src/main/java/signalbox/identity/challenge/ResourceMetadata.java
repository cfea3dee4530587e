package signalbox.identity.challenge;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A protected resource as clients read of it (RFC 9728, section 2).
///
/// @param scopes what a client asks for first; where none is written, it asks for what its issuer gives anyway
public record ResourceMetadata(URI resource, List<String> authorizationServers, List<String> scopes, String name) {
    /// The prefix of a resource's own path (RFC 9728, section 3.1).
    public static final String PREFIX = "/.well-known/oauth-protected-resource";

    public ResourceMetadata {
        authorizationServers = List.copyOf(authorizationServers);
        scopes = List.copyOf(scopes);
    }

    /// Where the metadata of this resource is.
    static URI address(URI resource) {
        return resource.resolve(PREFIX + resource.getRawPath());
    }

    /// The path of the resource whose metadata is at this path, or null where the path is none of metadata.
    public static @Nullable String resourcePath(String path) {
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        var rest = path.substring(PREFIX.length());
        return rest.startsWith("/") ? rest : null;
    }

    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("resource", resource.toString());
        var servers = json.putArray("authorization_servers");
        authorizationServers.forEach(servers::add);
        if (!scopes.isEmpty()) {
            var supported = json.putArray("scopes_supported");
            scopes.forEach(supported::add);
        }
        json.putArray("bearer_methods_supported").add("header");
        json.put("resource_name", name);
        return json;
    }
}
