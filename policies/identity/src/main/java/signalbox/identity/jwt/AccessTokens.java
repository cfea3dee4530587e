package signalbox.identity.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import signalbox.identity.issuer.Algorithm;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.identity.issuer.Issuer;
import signalbox.json.Digest;

/// Checks access tokens of the configured issuers: form, issuer, key, signature, claims, audience, time, in this order.
///
/// A token whose signature held is remembered by its digest, so that only what may change is checked again: whether
/// its key is still published, the audience, and the time.
public final class AccessTokens {
    /// How far an issuer's clock may be ahead of ours. Nothing is added to `exp`.
    static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final IdentityPolicy policy;
    private final InstantSource clock;
    private final Map<String, IssuerKeys> keys = new HashMap<>();
    private final Cache<String, Genuine> remembered = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    public AccessTokens(IdentityPolicy policy, InstantSource clock) {
        this(policy, clock, new JsonPage(PATIENCE));
    }

    AccessTokens(IdentityPolicy policy, InstantSource clock, JsonPage pages) {
        this.policy = policy;
        this.clock = clock;
        var background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("issuer-keys").factory());
        for (var issuer : policy.issuers()) {
            keys.put(issuer.name(), new IssuerKeys(new KeySource(issuer, pages), clock, background));
        }
    }

    /// What a token says of the key it is signed with.
    private record Signed(Issuer issuer, String kid, Algorithm algorithm) {}

    /// A token whose signature held under this key.
    private record Genuine(Signed signed, JWK key, Claims claims) {}

    /// What the text proves at this resource; any text is safe to present. It may wait for an issuer's keys.
    public AccessTokenCheck check(String text, URI resource) {
        var digest = Base64.getUrlEncoder().withoutPadding().encodeToString(Digest.bytes(text));
        try {
            var known = remembered.getIfPresent(digest);
            var signed = known == null ? signed(CompactToken.read(text)) : known.signed();
            return switch (keysOf(signed.issuer()).find(signed.kid(), signed.algorithm())) {
                case IssuerKeys.Found.Unavailable(var reason) -> new AccessTokenCheck.Unavailable(reason);
                case IssuerKeys.Found.Nothing() -> {
                    remembered.invalidate(digest);
                    throw new InvalidToken("its issuer has no key '" + InvalidToken.shown(signed.kid()) + "' for " + signed.algorithm().word());
                }
                case IssuerKeys.Found.Key(var key) -> {
                    var genuine = known;
                    if (genuine == null || !genuine.key().equals(key)) {
                        genuine = verified(text, signed, key);
                        remembered.put(digest, genuine);
                    }
                    yield judged(genuine, "jwt_" + digest.substring(0, 22), resource);
                }
            };
        } catch (InvalidToken e) {
            return e.refused();
        }
    }

    private Signed signed(CompactToken token) throws InvalidToken {
        var name = token.claims().path("iss").asString("");
        var issuer = policy.issuer(name);
        if (issuer == null) {
            throw new InvalidToken("'" + InvalidToken.shown(name) + "' is no issuer of " + IdentityPolicy.FILE);
        }
        if (!issuer.algorithms().contains(token.algorithm())) {
            throw new InvalidToken("'" + name + "' may not sign with " + token.algorithm().word());
        }
        return new Signed(issuer, token.kid(), token.algorithm());
    }

    private IssuerKeys keysOf(Issuer issuer) {
        var found = keys.get(issuer.name());
        if (found == null) {
            throw new IllegalStateException("no keys are kept for '" + issuer.name() + "'");
        }
        return found;
    }

    private static Genuine verified(String text, Signed signed, JWK key) throws InvalidToken {
        var token = CompactToken.read(text);
        if (!token.isSignedWith(key)) {
            throw new InvalidToken("the signature does not match");
        }
        return new Genuine(signed, key, Claims.read(token.claims(), signed.issuer()));
    }

    private AccessTokenCheck judged(Genuine genuine, String id, URI resource) throws InvalidToken {
        var claims = genuine.claims();
        var issuer = genuine.signed().issuer();
        checkAudience(claims, issuer, resource);
        var now = clock.instant();
        if (!now.isBefore(claims.expires())) {
            throw new InvalidToken("it has expired", BearerError.EXPIRED);
        }
        if (claims.isEarly(now, SKEW)) {
            throw new InvalidToken("it is not in force yet");
        }
        return new AccessTokenCheck.Proven(claims.principal(), claims.scopes(), issuer.name(), id, claims.expires());
    }

    private static void checkAudience(Claims claims, Issuer issuer, URI resource) throws InvalidToken {
        if (claims.audiences().isEmpty()) {
            var error = BearerError.noAudience(resource);
            throw new InvalidToken(error.description(), error);
        }
        if (claims.audiences().stream().noneMatch(each -> each.equals(resource.toString()) || issuer.audiences().contains(each))) {
            throw new InvalidToken("its audience is '" + InvalidToken.shown(String.join("', '", claims.audiences())) + "', not '" + resource + "'",
                    BearerError.OTHER_AUDIENCE);
        }
    }
}
