package signalbox.policy.server;

import java.net.URI;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.SecretRef;

/// What the host shows a third-party server. Its own token and its assertions are never part of that.
public sealed interface ServerAuthorization {
    record None() implements ServerAuthorization {}

    /// The same token for every caller.
    record Bearer(SecretRef token) implements ServerAuthorization {}

    /// Each caller's own authorization, given by a person.
    ///
    /// @param client null where the host registers itself
    /// @param redirect where browsers come back to
    /// @param scopes the only ones that are ever asked for; empty allows what the server asks for
    record OAuth(@Nullable Client client, URI redirect, SortedSet<String> scopes) implements ServerAuthorization {
        public OAuth {
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }
    }

    /// By which an authorization server knows the host.
    sealed interface Client {
        /// @param secret none for a public client
        record Registered(String issuer, String id, SecretRef secret) implements Client {}

        /// The address of its metadata document.
        record AtAddress(URI document) implements Client {}
    }
}
