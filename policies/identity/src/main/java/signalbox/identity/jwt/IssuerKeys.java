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

/// An issuer's keys, kept here and looked at again: every ten minutes, and for a key that nobody knows, but never more
/// often than every ten seconds. Where the issuer is silent they are good for a day, then for nothing.
///
/// `JWKSourceBuilder` makes the same chain, but reads the system's clock and has another limit: so it is put together here.
final class IssuerKeys {
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration APART = Duration.ofSeconds(10);
    /// For those who wait while another asks the issuer.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JWKSetSource<SecurityContext> source;
    private final InstantSource clock;

    /// @param background where a look that nobody waits for is taken
    IssuerKeys(KeySource issuer, InstantSource clock, ExecutorService background) {
        this.clock = clock;
        source = new RefreshAheadCachingJWKSetSource<>(
                new SpacedKeySource(issuer, APART), KEPT.toMillis(), PATIENCE.toMillis(),
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
