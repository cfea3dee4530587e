package signalbox.identity.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import signalbox.identity.issuer.Algorithm;

/// An issuer's keys, cached. They are fetched again after ten minutes, and for an unknown `kid`, but never more often
/// than every ten seconds. Where the issuer does not answer they are used for a day, and then no longer.
///
/// `JWKSourceBuilder` makes the same chain, but reads the system's clock and has another rate limit.
final class IssuerKeys {
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration APART = Duration.ofSeconds(10);
    /// How long others wait while one thread asks the issuer.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JWKSetSource<SecurityContext> source;
    private final InstantSource clock;

    /// @param background runs the fetches that nobody waits for
    IssuerKeys(KeySource issuer, InstantSource clock, ExecutorService background) {
        this.clock = clock;
        source = new RefreshAheadCachingJWKSetSource<>(
                new RateLimitedKeySource(issuer, APART), KEPT.toMillis(), PATIENCE.toMillis(),
                KEPT.minus(FRESH).toMillis(), false, background, false, null);
    }

    sealed interface Found {
        record Key(JWK key) implements Found {}

        record Nothing() implements Found {}

        record Unavailable(String reason) implements Found {}
    }

    Found find(String kid, Algorithm algorithm) {
        long now = clock.millis();
        try {
            var keys = source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
            var key = KeySet.find(keys, kid, algorithm);
            if (key == null) {
                var newer = source.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(keys), now, null);
                key = KeySet.find(newer, kid, algorithm);
            }
            return key == null ? new Found.Nothing() : new Found.Key(key);
        } catch (RateLimitReachedException _) {
            return new Found.Nothing();
        } catch (KeySourceException _) {
            return new Found.Unavailable("the issuer's keys cannot be fetched");
        }
    }
}
