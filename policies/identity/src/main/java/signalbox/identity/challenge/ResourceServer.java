package signalbox.identity.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.identity.Credential;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.identity.issuer.ScopeRule;
import signalbox.identity.jwt.BearerError;
import signalbox.policy.permission.Scopes;

/// One listener as an OAuth resource server: the canonical URL of each of its resources, and what it tells callers
/// without the right token. Nothing of it depends on what a request says.
public final class ResourceServer {
    private static final int MOST_MADE = 1_000;

    private final IdentityPolicy policy;
    private final @Nullable URI url;
    /// Building one for each request would cost more than the check it is for.
    private final Cache<Place, URI> made = Caffeine.newBuilder().maximumSize(MOST_MADE).build();

    /// @param url how the listener is reached, without a path; null for `http://127.0.0.1` and its own port
    public ResourceServer(IdentityPolicy policy, @Nullable URI url) {
        this.policy = policy;
        this.url = url;
    }

    /// The canonical URL of what is at this path.
    public URI resource(int localPort, String path) {
        return made.get(new Place(localPort, path), place ->
                URI.create((url == null ? "http://127.0.0.1:" + place.port() : url.toString()) + place.path()));
    }

    private record Place(int port, String path) {}

    /// What the body of a 401 says, for people.
    public String advice() {
        return policy.issuers().isEmpty()
                ? "A valid agent token is needed: 'Authorization: Bearer sbx_...'."
                : "A valid agent token or access token is needed: 'Authorization: Bearer ...'.";
    }

    /// For a caller without a token.
    public Challenge missing(URI resource) {
        var parameters = Challenge.parameters();
        parameters.put("scope", Challenge.scopes(basic()));
        parameters.put("resource_metadata", address(resource));
        return Challenge.of(401, parameters);
    }

    /// For a caller whose token is not accepted.
    public Challenge refused(URI resource, BearerError error) {
        var parameters = Challenge.parameters();
        parameters.put("error", error.error());
        parameters.put("error_description", Challenge.described(error.description()));
        parameters.put("scope", Challenge.scopes(basic()));
        parameters.put("resource_metadata", address(resource));
        return Challenge.of(401, parameters);
    }

    /// For a caller whose token is good, but not for this.
    ///
    /// @param needed all of our scopes that the request needs, whether the caller has them or not
    public Challenge insufficient(URI resource, Credential credential, Scopes needed) {
        var parameters = Challenge.parameters();
        parameters.put("error", "insufficient_scope");
        parameters.put("error_description", "the token was not issued for this");
        parameters.put("scope", Challenge.scopes(words(credential).askedFor(needed)));
        parameters.put("resource_metadata", address(resource));
        return Challenge.of(403, parameters);
    }

    /// What clients read of a resource; null where no issuer is configured, since then there is nothing to read.
    ///
    /// @param name of the resource, for people
    public @Nullable ResourceMetadata metadata(URI resource, String name) {
        return policy.issuers().isEmpty()
                ? null
                : new ResourceMetadata(resource, policy.issuers().stream().map(Issuer::name).toList(), List.copyOf(basic()), name);
    }

    private String address(URI resource) {
        return policy.issuers().isEmpty() ? "" : ResourceMetadata.address(resource).toString();
    }

    /// The first issuer's: that is where clients go.
    private Collection<String> basic() {
        return rule(policy.issuers().isEmpty() ? null : policy.issuers().getFirst()).basic();
    }

    /// How scopes are named to this caller: in its issuer's words, or in our own for an agent token.
    private ScopeRule words(Credential credential) {
        return switch (credential) {
            case Credential.AgentToken _ -> ScopeRule.USUAL;
            case Credential.AccessToken token -> rule(policy.issuer(token.issuer()));
        };
    }

    private static ScopeRule rule(@Nullable Issuer issuer) {
        return issuer == null ? ScopeRule.USUAL : issuer.scopes();
    }
}
