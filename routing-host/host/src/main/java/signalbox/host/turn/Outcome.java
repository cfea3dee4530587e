package signalbox.host.turn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Usage;

/// What became of one attempt.
public sealed interface Outcome {
    /// The word of the ledger and the API: `ok`, `refused`, `unavailable`, `slow`, `rejected`, `nonsense`.
    default String word() {
        return switch (this) {
            case Answered _ -> "ok";
            case Refused _ -> "refused";
            case Unavailable _ -> "unavailable";
            case Slow _ -> "slow";
            case Rejected _ -> "rejected";
            case Nonsense _ -> "nonsense";
        };
    }

    /// @param usage null where the provider reported none
    /// @param confidence 0..1 where the model reports one (the offline planner does), else null
    record Answered(Turn.Assistant turn, @Nullable Usage usage, FinishReason finish, @Nullable Double confidence)
            implements Outcome {}

    /// The model, or its provider's filter, declined to answer. Not an outage.
    record Refused(String reason, @Nullable Usage usage) implements Outcome {}

    /// Unreachable, overloaded, rate-limited, without a key, or broken on the wire.
    record Unavailable(String reason, @Nullable Duration retryAfter) implements Outcome {}

    /// No answer within the time the caller or the policy gave.
    record Slow(Duration after) implements Outcome {}

    /// The provider says that our request is wrong (a 4xx that no retry mends).
    record Rejected(int status, String reason) implements Outcome {}

    /// An answer that cannot be read as one.
    record Nonsense(String reason, @Nullable Usage usage) implements Outcome {}
}
