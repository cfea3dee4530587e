package signalbox.identity;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.jwt.AccessTokenCheck;
import signalbox.identity.jwt.AccessTokens;
import signalbox.identity.jwt.BearerError;

/// Finds out who a request comes from: the only way from a presented credential to a principal, for every listener.
///
/// A credential is one bearer token (RFC 6750) in one `Authorization` header: `sbx_...` is an agent token and nothing
/// else, any other text an access token of a configured issuer.
public final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final String SCHEME = "Bearer ";
    private static final Pattern QUERY_TOKEN = Pattern.compile("(?:^|&)access(?:_|%5[Ff])token(?:=|&|$)");
    private static final String AGENT_TOKEN = "sbx_";

    private final AgentTokens tokens;
    private final IdentityPolicy policy;
    private final AccessTokens accessTokens;
    private final InstantSource clock;

    public Authenticator(AgentTokens tokens, IdentityPolicy policy, InstantSource clock) {
        this.tokens = tokens;
        this.policy = policy;
        this.clock = clock;
        accessTokens = new AccessTokens(policy, clock);
    }

    /// Agent tokens alone.
    public static Authenticator of(AgentTokens tokens, InstantSource clock) {
        return new Authenticator(tokens, IdentityPolicy.TOKENS_ONLY, clock);
    }

    /// Who asks. It may wait, for the database or for an issuer's keys.
    ///
    /// @param authorization every `Authorization` header of the request
    /// @param query the raw query of its address, or null
    /// @param resource the canonical URL of the endpoint asked: access tokens must be meant for it
    public Authentication check(List<String> authorization, @Nullable String query, URI resource) {
        var found = found(authorization, query, resource);
        switch (found) {
            case Authentication.Known _, Authentication.Missing _ -> {}
            case Authentication.Refused(var reason, var _) -> LOG.info("A credential was refused: {}", reason);
            case Authentication.Unavailable(var reason) -> LOG.error("A credential could not be checked: {}", reason);
        }
        return found;
    }

    /// Whether the credential of a principal who was once let in would still let it in.
    public boolean isLive(Principal principal) {
        return switch (principal.credential()) {
            case Credential.AgentToken(var id) -> tokens.isLive(id);
            case Credential.AccessToken(var _, var issuer, var expires) ->
                policy.issuer(issuer) != null && clock.instant().isBefore(expires);
        };
    }

    private Authentication found(List<String> authorization, @Nullable String query, URI resource) {
        if (query != null && QUERY_TOKEN.matcher(query).find()) {
            return new Authentication.Refused("it came in the address", BearerError.IN_ADDRESS);
        }
        if (authorization.isEmpty()) {
            return new Authentication.Missing();
        }
        var header = authorization.getFirst();
        if (authorization.size() == 1 && isOfAnotherScheme(header)) {
            return new Authentication.Missing(); // RFC 6750, section 3.1
        }
        if (authorization.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Authentication.Refused("not one bearer token", BearerError.NOT_ACCEPTED);
        }
        var text = afterBlanks(header, SCHEME.length());
        return text.startsWith(AGENT_TOKEN) ? agentToken(text) : accessToken(text, resource);
    }

    private static boolean isOfAnotherScheme(String header) {
        int space = header.indexOf(' ');
        return space > 0 && !header.regionMatches(true, 0, SCHEME, 0, space + 1);
    }

    /// Whether the rest is a token is left to whoever reads it.
    private static String afterBlanks(String header, int from) {
        int at = from;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        return header.substring(at);
    }

    private Authentication agentToken(String text) {
        try {
            return switch (tokens.check(text)) {
                case AgentTokenCheck.Known(var principal) -> new Authentication.Known(principal);
                case AgentTokenCheck.Refused(var reason) ->
                    new Authentication.Refused("agent token: " + reason, BearerError.NOT_ACCEPTED);
            };
        } catch (DataAccessException e) {
            return new Authentication.Unavailable("the database does not answer: " + e.getMessage());
        }
    }

    private Authentication accessToken(String text, URI resource) {
        return switch (accessTokens.check(text, resource)) {
            case AccessTokenCheck.Proven(var name, var scopes, var issuer, var id, var expires) ->
                new Authentication.Known(
                        new Principal(name, scopes, new Credential.AccessToken(id, issuer, expires), null));
            case AccessTokenCheck.Refused(var reason, var error) -> new Authentication.Refused("access token: " + reason, error);
            case AccessTokenCheck.Unavailable(var reason) -> new Authentication.Unavailable(reason);
        };
    }
}
