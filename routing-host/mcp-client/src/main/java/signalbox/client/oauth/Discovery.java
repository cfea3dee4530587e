package signalbox.client.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Challenge;
import signalbox.http.client.Deadline;

/// Finds a server's authorization server: first what the server says of itself, then what the issuer says of itself.
record Discovery(URI endpoint, Document.Fetcher fetcher) {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";

    sealed interface Finding {}

    record Found(ResourceMetadata resource, IssuerMetadata issuer) implements Finding {}

    record NotFound(String reason) implements Finding {}

    /// @param wanted the only issuer that will do, or null for the first one named
    Finding find(Challenge challenge, @Nullable String wanted, Deadline deadline) {
        var addresses = challenge.resourceMetadata().isEmpty() ? resourceAddresses() : List.of(challenge.resourceMetadata());
        var why = "";
        for (var address : addresses) {
            switch (fetcher.fetch(address, deadline)) {
                case Document.Found(var json) -> {
                    return about(ResourceMetadata.of(json), wanted, deadline);
                }
                case Document.Absent(var reason, var _) -> why = reason;
            }
        }
        return new NotFound("it wants authorization and does not say where to get it (" + why + ")");
    }

    private Finding about(ResourceMetadata resource, @Nullable String wanted, Deadline deadline) {
        if (!resource.isAbout(endpoint)) {
            return new NotFound("its metadata is about another resource");
        }
        if (resource.issuers().isEmpty()) {
            return new NotFound("it names no authorization server");
        }
        if (wanted != null && !resource.issuers().contains(wanted)) {
            return new NotFound("the client is registered with '" + wanted + "', which is none of its authorization servers");
        }
        var named = new IssuerMetadata.Named(wanted == null ? resource.issuers().getFirst() : wanted, wanted != null);
        return switch (issuer(named, deadline)) {
            case IssuerMetadata.Usable(var metadata) -> new Found(resource, metadata);
            case IssuerMetadata.Unusable(var reason) -> new NotFound("its authorization server cannot be used: " + reason);
        };
    }

    private IssuerMetadata.Reading issuer(IssuerMetadata.Named named, Deadline deadline) {
        var why = "it is no usable address";
        for (var address : issuerAddresses(named.issuer())) {
            switch (fetcher.fetch(address, deadline)) {
                case Document.Found(var json) -> {
                    return IssuerMetadata.read(json, named, fetcher);
                }
                case Document.Absent(var reason, var refused) -> {
                    why = refused ? "its address is not followed: " + reason : "no metadata: " + reason;
                }
            }
        }
        return new IssuerMetadata.Unusable(why);
    }

    /// In the order of RFC 9728, section 3.1, as the specification wants it tried.
    private List<String> resourceAddresses() {
        var origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        var path = path(endpoint);
        return path.isEmpty() ? List.of(origin + RESOURCE) : List.of(origin + RESOURCE + path, origin + RESOURCE);
    }

    /// In the order that the specification wants tried ("Authorization Server Metadata Discovery").
    static List<String> issuerAddresses(String issuer) {
        URI uri;
        try {
            uri = new URI(issuer);
        } catch (URISyntaxException _) {
            return List.of();
        }
        if (uri.getRawAuthority() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return List.of();
        }
        var origin = uri.getScheme() + "://" + uri.getRawAuthority();
        var path = path(uri);
        var addresses = new ArrayList<String>();
        addresses.add(origin + "/.well-known/oauth-authorization-server" + path);
        addresses.add(origin + "/.well-known/openid-configuration" + path);
        if (!path.isEmpty()) {
            addresses.add(origin + path + "/.well-known/openid-configuration");
        }
        return addresses;
    }

    /// Without the slash at its end.
    private static String path(URI uri) {
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
