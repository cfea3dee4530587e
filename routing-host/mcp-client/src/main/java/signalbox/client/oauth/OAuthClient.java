package signalbox.client.oauth;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import signalbox.client.exchange.Access;
import signalbox.http.client.OutgoingHttp;
import signalbox.policy.permission.PrincipalName;

/// The host as an OAuth client at one server. Tokens belong to one principal there and are used for nobody else.
public final class OAuthClient {
    private final ConcurrentMap<PrincipalName, Authorization> authorizations = new ConcurrentHashMap<>();
    private final Authorization.Parts parts;

    public OAuthClient(OutgoingHttp http, OAuthSettings settings) {
        var discovery = new Discovery(settings.endpoint(), new Document.Fetcher(http, settings.origins()));
        parts = new Authorization.Parts(settings, discovery, new Registrar(http, settings), new TokenEndpoint(http));
    }

    /// What this principal shows the server.
    ///
    /// @param consent asks a person where no token is there
    public Access access(PrincipalName principal, Consent consent) {
        return new OAuthAccess(
                principal, authorizations.computeIfAbsent(principal, _ -> new Authorization(parts)), consent);
    }
}
