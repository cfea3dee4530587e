package signalbox.identity.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks an issuer for its keys, once in a while at most. Between two looks the outcome of the last one stands: after a
/// failed look the keys stay unavailable, after a good one there is nothing new.
///
/// Nimbus's own limit lets two requests through in each interval.
final class SpacedKeySource implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(SpacedKeySource.class);

    private final KeySource source;
    private final long apart;
    private volatile @Nullable Look last;

    SpacedKeySource(KeySource source, Duration apart) {
        this.source = source;
        this.apart = apart.toMillis();
    }

    /// @param failure null where the keys came
    private record Look(long at, @Nullable JWKSetUnavailableException failure) {}

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        var before = last;
        if (before != null && now - before.at() < apart) {
            throw before.failure() == null ? new RateLimitReachedException() : before.failure();
        }
        try {
            var keys = source.fetch();
            last = new Look(now, null);
            return keys;
        } catch (IOException e) {
            LOG.warn("An issuer's keys cannot be fetched: {}", e.getMessage());
            var failure = new JWKSetUnavailableException("the issuer's keys cannot be fetched", e);
            last = new Look(now, failure);
            throw failure;
        }
    }

    @Override
    public void close() {}
}
