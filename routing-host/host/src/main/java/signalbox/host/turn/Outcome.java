package signalbox.host.turn;

import java.time.Duration;
import java.util.List;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.money.Usage;

/// What became of one attempt.
public sealed interface Outcome {
    /// The word of the ledger and the API: `ok`, `refused`, `unavailable`, `slow`, `rejected`, `nonsense`, `unfit`,
    /// `swapped`.
    default String word() {
        return switch (this) {
            case Answered _, Produced _ -> "ok";
            case Refused _ -> "refused";
            case Unavailable _ -> "unavailable";
            case Slow _ -> "slow";
            case Rejected _ -> "rejected";
            case Nonsense _ -> "nonsense";
            case Unfit _ -> "unfit";
            case Swapped _ -> "swapped";
        };
    }

    /// @param usage null where the provider reported none
    /// @param confidence 0..1 where the model reports one (the offline planner does), else null
    /// @param served the model that answered, as its provider names it; empty where it names none
    record Answered(
            Turn.Assistant turn, @Nullable Usage usage, FinishReason finish, @Nullable Double confidence, String served)
            implements Outcome {
        /// By a model that is not named.
        public Answered(Turn.Assistant turn, @Nullable Usage usage, FinishReason finish, @Nullable Double confidence) {
            this(turn, usage, finish, confidence, "");
        }

        /// How a turn ended is stronger than its calls: one that was cut makes none, since a call at its end may be half of
        /// what was meant. What the model kept with the turn names places in it, and goes with them.
        public Answered {
            if (finish == FinishReason.LENGTH && !turn.calls().isEmpty()) {
                turn = new Turn.Assistant(turn.parts(), List.of(), List.of());
            }
        }
    }

    /// What was asked for and is no turn of a conversation.
    ///
    /// @param usage null where the provider reported none
    /// @param served as of [Answered]
    record Produced(Specialty.Product product, @Nullable Usage usage, String served) implements Outcome {}

    /// The model, or its provider's filter, declined to answer. Not an outage.
    ///
    /// @param usage null where tokens may have been made and none were reported
    record Refused(String reason, @Nullable Usage usage) implements Outcome {}

    /// Unreachable, overloaded, rate-limited, without a key, or broken on the wire.
    ///
    /// @param retryAfter when the provider said to come back, or null
    /// @param limited whether it was a limit of rate, which time alone mends
    /// @param usage what was reported beside the error, or null: nothing was made
    record Unavailable(String reason, @Nullable Duration retryAfter, boolean limited, @Nullable Usage usage)
            implements Outcome {
        public Unavailable(String reason, @Nullable Duration retryAfter) {
            this(reason, retryAfter, false, null);
        }
    }

    /// No answer within the time the caller or the policy gave.
    record Slow(Duration after) implements Outcome {}

    /// The provider says that our request is wrong (a 4xx that no retry mends).
    ///
    /// @param code the provider's word for what is wrong, or [StopCode#TOO_LONG] whatever it calls that; empty where it has none
    record Rejected(int status, String reason, String code) implements Outcome {
        public Rejected(int status, String reason) {
            this(status, reason, "");
        }
    }

    /// An answer that cannot be read as one.
    ///
    /// @param usage null where tokens may have been made and none were reported; [Usage#NONE] where no model was at work
    record Nonsense(String reason, @Nullable Usage usage) implements Outcome {}

    /// An answer that does not have the form that was asked for.
    record Unfit(String reason, Answered answer) implements Outcome {}

    /// Another model answered, or refused, than the one that was asked.
    ///
    /// @param served as its provider names it
    /// @param besides what other models did for the same answer, and is paid for too
    record Swapped(String served, Outcome instead, List<Share> besides) implements Outcome {
        public Swapped {
            besides = List.copyOf(besides);
        }

        public Swapped(String served, Outcome instead) {
            this(served, instead, List.of());
        }
    }

    /// What one model did of an answer of several.
    record Share(String served, Usage usage) {}
}
