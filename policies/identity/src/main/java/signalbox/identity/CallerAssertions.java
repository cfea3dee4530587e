package signalbox.identity;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.jwt.InvalidToken;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// Checks the assertions of hosts, twice: when a request arrives, and when its call is about to be made.
///
/// Whether the host may act for others at all is decided by the policy, not here.
public final class CallerAssertions {
    /// How far the clocks of two nodes may be apart.
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final DataSource database;
    private final AgentTokens tokens;
    private final HostKeys keys;
    private final IdentityPolicy policy;
    private final InstantSource clock;
    /// When used assertions were last purged, in seconds of the epoch.
    private final AtomicLong purged = new AtomicLong();

    /// @param policy which issuers' callers a host may speak for, besides holders of agent tokens
    public CallerAssertions(DataSource database, AgentTokens tokens, HostKeys keys, IdentityPolicy policy, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.keys = keys;
        this.policy = policy;
        this.clock = clock;
    }

    /// Who the request is for.
    ///
    /// @param bearer the principal of the token that came in the same request
    /// @param endpoint the URL of the endpoint that the request came to
    public AssertionCheck onArrival(String presented, Principal bearer, URI endpoint) {
        try {
            var parsed = AssertionJwt.read(presented, kid -> keys.find(bearer.name(), kid));
            var refusal = refusal(parsed, bearer, endpoint);
            if (refusal != null) {
                return new AssertionCheck.Refused(refusal);
            }
            var assertion = parsed.assertion();
            return new AssertionCheck.Vouched(assertion.subject().actedForBy(bearer.name()), assertion);
        } catch (InvalidToken e) {
            return new AssertionCheck.Refused(e.reason());
        } catch (DataAccessException e) {
            return new AssertionCheck.Refused("it could not be checked: " + e.getClass().getSimpleName());
        }
    }

    /// Whether the assertion was made for exactly this call; it covers one call, and never a second.
    public AssertionCoverage atCall(CallerAssertion assertion, CallerAssertion.Call call) {
        if (!call.equals(assertion.call())) {
            return new AssertionCoverage.Refused("it was made for another call");
        }
        try {
            var refusal = lifetimeRefusal(assertion, clock.instant());
            if (refusal == null && !use(assertion)) {
                refusal = "it has been used before";
            }
            return refusal == null ? new AssertionCoverage.Covered() : new AssertionCoverage.Refused(refusal);
        } catch (SQLException | DataAccessException e) {
            return new AssertionCoverage.Refused("it could not be checked: " + e.getClass().getSimpleName());
        }
    }

    private @Nullable String refusal(AssertionJwt.Parsed parsed, Principal bearer, URI endpoint) {
        var assertion = parsed.assertion();
        var now = clock.instant();
        if (bearer.actor() != null || bearer.name().kind() != PrincipalName.Kind.HOST) {
            return "it came from " + bearer.name() + ", which is no host";
        }
        if (!assertion.host().equals(bearer.name())) {
            return "it was made by " + assertion.host() + " and brought by " + bearer.name();
        }
        if (!assertion.audience().toString().equals(endpoint.toString())) {
            return "it was made for another endpoint";
        }
        if (assertion.subject().name().kind() == PrincipalName.Kind.HOST) {
            return "a host cannot be acted for";
        }
        if (parsed.issued().isAfter(now.plus(SKEW))) {
            return "it was made in the future";
        }
        if (Duration.between(parsed.issued(), assertion.expires()).compareTo(AssertionJwt.LIFE) > 0) {
            return "it lives too long";
        }
        return lifetimeRefusal(assertion, now);
    }

    private @Nullable String lifetimeRefusal(CallerAssertion assertion, Instant now) {
        if (!now.isBefore(assertion.expires())) {
            return "it has expired";
        }
        return switch (assertion.subject().credential()) {
            case Credential.AgentToken(var id) -> agentTokenRefusal(assertion, tokens.find(id), now);
            case Credential.AccessToken token -> accessTokenRefusal(assertion, token);
        };
    }

    private static @Nullable String agentTokenRefusal(CallerAssertion assertion, @Nullable Token token, Instant now) {
        if (token == null || !token.principal().equals(assertion.subject().name())) {
            return "the caller has no such token";
        }
        if (!token.isLive(now)) {
            return "the caller's token is expired or revoked";
        }
        return token.scopes().equals(assertion.subject().scopes()) ? null : "the caller's token has other scopes";
    }

    /// The token itself stays with the host: what it said of the caller is held against what its issuer may say.
    private @Nullable String accessTokenRefusal(CallerAssertion assertion, Credential.AccessToken token) {
        var issuer = policy.issuer(token.issuer());
        if (issuer == null) {
            return "the caller's issuer is not configured here";
        }
        if (!issuer.principal().maySpeakOf(assertion.subject().name())) {
            return "the caller's issuer may not speak of " + assertion.subject().name();
        }
        if (!assertion.subject().scopes().values().stream().allMatch(Scopes::isValid)) {
            return "scopes that the caller's issuer cannot give";
        }
        // The assertion has not ended, so neither has a token that ends no earlier.
        return assertion.expires().isAfter(token.expires()) ? "it outlives the caller's access token" : null;
    }

    /// Takes a connection of its own, so that no transaction around the call can undo the use.
    private boolean use(CallerAssertion assertion) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into identity.used_statement (host, jti, expires_at) values (?, ?, ?)"
                                + " on conflict do nothing")) {
            purge(connection);
            insert.setString(1, assertion.host().toString());
            insert.setString(2, assertion.id());
            insert.setObject(3, AgentTokens.at(assertion.expires()));
            return insert.executeUpdate() == 1;
        }
    }

    /// Once a minute is often enough for what lives a minute.
    private void purge(Connection connection) throws SQLException {
        var now = clock.instant();
        long last = purged.get();
        boolean due = now.getEpochSecond() - last >= AssertionJwt.LIFE.toSeconds();
        if (!due || !purged.compareAndSet(last, now.getEpochSecond())) {
            return;
        }
        try (var purge = connection.prepareStatement("delete from identity.used_statement where expires_at < ?")) {
            purge.setObject(1, AgentTokens.at(now.minus(AssertionJwt.LIFE)));
            purge.executeUpdate();
        }
    }
}
