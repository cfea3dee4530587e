package signalbox.policy.routing;

import java.time.Duration;

/// When a model is left alone because too many of its last requests came to nothing.
///
/// @param share in percent of `of`, from which on
/// @param of how many of the last requests are looked at; before half of them nothing is concluded
/// @param pause how long; then a few requests are let through, and what becomes of them decides
public record Breaker(int share, int of, Duration pause) {
    static final Breaker UNWRITTEN = new Breaker(20, 50, Duration.ofSeconds(30));
}
