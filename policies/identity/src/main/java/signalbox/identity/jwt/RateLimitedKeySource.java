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

/// Asks an issuer for its keys, at most once in each interval. In between, the last outcome is repeated: after a failure
/// the keys are unavailable, after a success there is nothing new.
///
/// Nimbus's own limit lets two requests through in each interval.
final class RateLimitedKeySource implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedKeySource.class);

    private final KeySource source;
    private final long interval;
    private volatile @Nullable Request last;

    RateLimitedKeySource(KeySource source, Duration interval) {
        this.source = source;
        this.interval = interval.toMillis();
    }

    /// @param failure null where the keys came
    private record Request(long at, @Nullable JWKSetUnavailableException failure) {}

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        var before = last;
        if (before != null && now - before.at() < interval) {
            throw before.failure() == null ? new RateLimitReachedException() : before.failure();
        }
        try {
            var keys = source.fetch();
            last = new Request(now, null);
            return keys;
        } catch (IOException e) {
            LOG.warn("An issuer's keys cannot be fetched: {}", e.getMessage());
            var failure = new JWKSetUnavailableException("the issuer's keys cannot be fetched", e);
            last = new Request(now, failure);
            throw failure;
        }
    }

    @Override
    public void close() {}
}
