package signalbox.client.oauth;

import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.Origin;

/// What an operator wrote of the authorization at one server.
///
/// @param endpoint of the MCP server
/// @param origins that may be private, and plain http
/// @param client null where the host registers itself
/// @param redirect where browsers come back to
/// @param scopes the only ones that are ever asked for; empty allows what the server asks for
public record OAuthSettings(
        URI endpoint, Set<Origin> origins, @Nullable ClientName client, URI redirect, Set<String> scopes) {
    public OAuthSettings {
        origins = Set.copyOf(origins);
        scopes = Set.copyOf(scopes);
    }

    /// By which an authorization server knows this host.
    public sealed interface ClientName {
        /// Registered beforehand, with one issuer and no other.
        ///
        /// @param secret gives null where there is none
        record Registered(String issuer, String id, Supplier<@Nullable String> secret) implements ClientName {}

        /// The address of a document that says who the client is; good at every issuer that reads such documents.
        record AtAddress(URI document) implements ClientName {
            public AtAddress {
                if (!"https".equalsIgnoreCase(document.getScheme()) || document.getRawPath() == null
                        || document.getRawPath().length() < 2) {
                    throw new IllegalArgumentException("'" + document + "' must be https and have a path");
                }
            }
        }
    }
}
