package signalbox.client.oauth;

import java.util.Map;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.Challenge;
import signalbox.http.client.Deadline;
import signalbox.json.Digest;
import signalbox.policy.permission.PrincipalName;

/// Shows a principal's token, and gets a better one where the server wants it.
final class OAuthAccess implements Access {
    private final PrincipalName principal;
    private final Authorization authorization;
    private final Consent consent;
    private volatile String shown = "";

    OAuthAccess(PrincipalName principal, Authorization authorization, Consent consent) {
        this.principal = principal;
        this.authorization = authorization;
        this.consent = consent;
    }

    @Override
    public Map<String, String> headers() {
        var token = authorization.token();
        shown = token;
        return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    /// Another token is another context: what was given to one is not shown to the other.
    @Override
    public String context() {
        return principal + " " + Digest.sha256(authorization.token());
    }

    @Override
    public Next challenged(Challenge challenge, Deadline deadline) {
        return authorization.better(shown, challenge, consent, deadline);
    }
}
