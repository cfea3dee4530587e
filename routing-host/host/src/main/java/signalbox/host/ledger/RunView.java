package signalbox.host.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.ToolCall;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.JsonNode;

/// A run as its caller sees it: a fold over its entries.
///
/// @param ending how it ended; [Ending#NONE] while it runs
/// @param cost attempts still open, and those of unknown outcome, count with their worst case
/// @param inputs what tool servers asked, in order
public record RunView(
        RunHeader header, RunStatus status, Ending ending, Cost cost, List<Step> steps, List<Input> inputs) {
    public RunView {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
    }

    /// @param reason why it stopped or failed; empty otherwise
    /// @param finish `stop`, `length` or `tool_calls` (then `handedBack` is not empty); a [signalbox.host.turn.StopCode] where it stopped or
    ///     failed; empty while it runs
    /// @param output the text of the last answer
    /// @param handedBack calls of the caller's own tools, for the caller to make
    /// @param retryAfter the least time after which a candidate said to come back, or null
    /// @param parameter of the request, where one is at fault, or null
    public record Ending(
            String reason, String finish, String output, List<ToolCall> handedBack, @Nullable Duration retryAfter,
            @Nullable String parameter) {
        public static final Ending NONE = new Ending("", "", "", List.of(), null, null);

        public Ending {
            handedBack = List.copyOf(handedBack);
        }
    }

    /// What these entries, which are a run's from its first one on, tell of it.
    public static RunView of(RunHeader header, List<Entry> entries) {
        var fold = new RunViewFold(header);
        entries.forEach(fold::next);
        return fold.view();
    }

    public RunId id() {
        return header.id();
    }

    public PrincipalName caller() {
        return header.caller().name();
    }

    public String askedModel() {
        return header.asked().model();
    }

    /// The revision of the routing policy it froze, `sha256:...`.
    public String policy() {
        return header.policy();
    }

    public Instant started() {
        return header.at();
    }

    public String reason() {
        return ending.reason();
    }

    public String finish() {
        return ending.finish();
    }

    public String output() {
        return ending.output();
    }

    public List<ToolCall> handedBack() {
        return ending.handedBack();
    }

    /// Whether nothing more happens in it.
    public boolean isEnded() {
        return switch (status) {
            case COMPLETED, STOPPED, FAILED -> true;
            case RUNNING, WAITING -> false;
        };
    }

    /// All tokens of the run.
    public Usage usage() {
        var sum = Usage.NONE;
        for (var step : steps) {
            for (var attempt : step.attempts()) {
                sum = sum.plus(attempt.usage());
            }
        }
        return sum;
    }

    /// @param rule the routing rule that matched; empty where none did
    /// @param model the model that answered; empty where none did
    /// @param decision the route decision, for `explain`
    public record Step(
            int index,
            String kind,
            String rule,
            String model,
            DecisionId decision,
            Cost cost,
            List<Attempt> attempts,
            List<Call> calls) {
        public Step {
            attempts = List.copyOf(attempts);
            calls = List.copyOf(calls);
        }
    }

    /// @param outcome `ok`, `refused`, `unavailable`, `slow`, `rejected`, `nonsense`, `unfit`, `swapped`, `cancelled`; `unknown` after a crash,
    ///     `dispatched` while open
    /// @param reason why it is not `ok`, else empty
    /// @param served the model that answered, as its provider names it; empty where it named none
    public record Attempt(
            AttemptId id, String model, String outcome, String reason, long ms, Usage usage, Cost cost, String served) {}

    /// A question of a tool server.
    ///
    /// @param schema what an answer must fit, or null
    /// @param url to open, or null
    /// @param settled null while it is open
    public record Input(
            QuestionId id,
            String server,
            Kind kind,
            String message,
            @Nullable JsonNode schema,
            @Nullable String url,
            @Nullable Settled settled) {
        public boolean isOpen() {
            return settled == null;
        }

        /// What is asked for.
        public enum Kind {
            FORM,
            /// An address to open.
            VISIT,
            /// An address to open, and the code that it shows.
            AUTHORIZATION;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public enum Action {
            ACCEPT,
            DECLINE,
            CANCEL;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /// Who, or what, settled it.
        public enum By {
            CALLER,
            /// Nobody was asked.
            RULE,
            DEADLINE,
            /// The host that asked ended before.
            HOST;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public record Settled(Action action, By by) {}
    }

    /// A call of a host tool.
    ///
    /// @param tool `retail.get_order_details`; what the model wrote where there is no such tool
    /// @param version empty where there is no such tool
    /// @param outcome `done`, `denied`, `lost`, `invalid` (never executed), `cancelled`; `unknown` after a crash,
    ///     `dispatched` while open
    /// @param ruling [Entry.Ruling#NONE] where nobody decided
    public record Call(
            CallId id,
            String tool,
            String version,
            CallArguments arguments,
            String outcome,
            Entry.Ruling ruling,
            boolean error,
            long ms) {
        /// `allow`, `ask` or `deny`; empty where the server never decided.
        public String decision() {
            return ruling.decision();
        }

        public String decisionId() {
            return ruling.id();
        }

        public String rule() {
            return ruling.rule();
        }
    }
}
