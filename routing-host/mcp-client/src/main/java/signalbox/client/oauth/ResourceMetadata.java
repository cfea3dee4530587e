package signalbox.client.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server says of itself as a protected resource (RFC 9728).
///
/// @param resource its identifier, which tokens are made for
/// @param issuers its authorization servers, in its order
/// @param scopes null where it names none
record ResourceMetadata(String resource, List<String> issuers, @Nullable Set<String> scopes) {
    ResourceMetadata {
        issuers = List.copyOf(issuers);
    }

    static ResourceMetadata of(ObjectNode json) {
        var issuers = new ArrayList<String>();
        json.path("authorization_servers").forEach(each -> issuers.add(each.asString("")));
        issuers.removeIf(String::isBlank);
        return new ResourceMetadata(json.path("resource").asString(""), issuers, scopes(json.path("scopes_supported")));
    }

    static @Nullable Set<String> scopes(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        var scopes = new TreeSet<String>();
        list.forEach(each -> scopes.add(each.asString("")));
        scopes.removeIf(String::isBlank);
        return scopes;
    }

    /// Whether it speaks of this endpoint: a token for anything else must not be asked for (RFC 9728, section 3.3). A
    /// resource may be a whole origin, or a path above the endpoint.
    boolean isAbout(URI endpoint) {
        try {
            var named = new URI(resource);
            if (named.getRawFragment() != null || named.getRawQuery() != null || named.getRawUserInfo() != null
                    || !Origin.of(named).equals(Origin.of(endpoint))) {
                return false;
            }
            var above = path(named);
            var below = path(endpoint);
            return below.equals(above) || below.startsWith(above.endsWith("/") ? above : above + "/");
        } catch (URISyntaxException | IllegalArgumentException _) {
            return false;
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }
}
