package signalbox.host.run.loop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.Breaker;

/// Which models are left alone for a while since too many of their last requests came to nothing: a circuit breaker for each
/// model, of this process. After its pause it lets a few requests through, and what becomes of them decides.
public final class Breakers {
    private static final int PROBES = 3;
    /// A probe that nobody settles must not keep the others out for ever.
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(2);

    private final Clock clock;
    private final Cache<Key, CircuitBreaker> breakers = Caffeine.newBuilder().maximumSize(10_000).build();

    private record Key(ModelName model, Breaker settings) {}

    public Breakers(Clock clock) {
        this.clock = clock;
    }

    /// What became of a request that was let through.
    enum Verdict {
        ANSWERED,
        FAILED,
        /// It says nothing of the model: the request was wrong, or nobody waited.
        NONE
    }

    /// Whether a request may be sent now. Whoever is let through says what became of it, once.
    boolean admit(ModelName model, @Nullable Breaker settings) {
        return settings == null || of(model, settings).tryAcquirePermission();
    }

    void settle(ModelName model, @Nullable Breaker settings, Verdict verdict) {
        if (settings == null) {
            return;
        }
        var breaker = of(model, settings);
        switch (verdict) {
            case ANSWERED -> breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            case FAILED -> breaker.onError(0, TimeUnit.MILLISECONDS, new IOException("no answer"));
            case NONE -> breaker.releasePermission();
        }
    }

    private CircuitBreaker of(ModelName model, Breaker settings) {
        return breakers.get(new Key(model, settings), key -> CircuitBreaker.of(model.value(), CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.share())
                .slidingWindowSize(settings.of())
                .minimumNumberOfCalls(settings.of() / 2)
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .maxWaitDurationInHalfOpenState(LONGEST_PROBE)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .clock(clock)
                .build()));
    }
}
