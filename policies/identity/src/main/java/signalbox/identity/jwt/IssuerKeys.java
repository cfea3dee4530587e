package signalbox.identity.jwt;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.identity.issuer.Algorithm;

/// An issuer's keys, kept here and looked at again: every ten minutes, and for a key that nobody knows, but never more
/// often than every ten seconds. Where the issuer is silent they are good for a day, then for nothing.
final class IssuerKeys {
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration APART = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final KeySource source;
    private final InstantSource clock;
    private final Executor background;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state = new State(null, Instant.MIN, "");

    /// @param background where a look that nobody waits for is taken
    IssuerKeys(KeySource source, InstantSource clock, Executor background) {
        this.source = source;
        this.clock = clock;
        this.background = background;
    }

    /// @param looked when the issuer was last asked
    /// @param trouble why it gave no answer then; empty where it did
    private record State(@Nullable KeySet keys, Instant looked, String trouble) {}

    sealed interface Found {
        record Key(PublicKey key) implements Found {}

        record Nothing() implements Found {}

        record Unavailable(String reason) implements Found {}
    }

    Found find(String kid, Algorithm algorithm) {
        var now = clock.instant();
        var held = state;
        var key = key(held, kid, algorithm, now);
        if (key != null) {
            if (isStale(held, now) && mayLook(held, now)) {
                background.execute(() -> look(held));
            }
            return new Found.Key(key);
        }
        var seen = look(held);
        key = key(seen, kid, algorithm, now);
        if (key != null) {
            return new Found.Key(key);
        }
        return seen.trouble().isEmpty() ? new Found.Nothing() : new Found.Unavailable(seen.trouble());
    }

    private static @Nullable PublicKey key(State state, String kid, Algorithm algorithm, Instant now) {
        var keys = state.keys();
        return keys == null || !now.isBefore(keys.fetched().plus(KEPT)) ? null : keys.find(kid, algorithm);
    }

    private static boolean isStale(State state, Instant now) {
        return state.keys() != null && !now.isBefore(state.keys().fetched().plus(FRESH));
    }

    private static boolean mayLook(State state, Instant now) {
        return state.looked().equals(Instant.MIN) || !now.isBefore(state.looked().plus(APART));
    }

    /// One look for all who want one at the same time.
    private State look(State before) {
        looking.lock();
        try {
            var now = clock.instant();
            if (state.looked().equals(before.looked()) && mayLook(state, now)) {
                state = looked(now);
            }
            return state;
        } finally {
            looking.unlock();
        }
    }

    private State looked(Instant now) {
        try {
            return new State(source.fetch(now), now, "");
        } catch (IOException e) {
            LOG.warn("An issuer's keys cannot be fetched: {}", e.getMessage());
            return new State(state.keys(), now, "the issuer's keys cannot be fetched");
        }
    }
}
