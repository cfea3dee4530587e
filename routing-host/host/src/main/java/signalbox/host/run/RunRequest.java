package signalbox.host.run;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunHeader;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;

/// What a caller asks for.
///
/// @param input the conversation so far; the last turn is a user's, or the results of the caller's own tools
/// @param model `signalbox/auto`, `signalbox/GROUP` or a name of the catalogue
/// @param idempotency null where the request may run again when repeated
/// @param manner how its caller waits for it
public record RunRequest(
        List<Turn> input,
        String model,
        ToolUse tools,
        SamplingOptions options,
        RunHeader.About about,
        Limits limits,
        @Nullable Idempotency idempotency,
        Manner manner) {
    public static final String AUTO = "signalbox/auto";

    public RunRequest {
        input = List.copyOf(input);
    }

    /// A plain request: the router chooses, the rule names the tools, nothing else is asked.
    public static RunRequest of(List<Turn> input) {
        return new RunRequest(
                input, AUTO, ToolUse.hosts(new WantedTools.FromRule()), SamplingOptions.NONE,
                new RunHeader.About("", "", "", Collections.emptySortedSet(), Collections.emptySortedMap()), Limits.NONE, null,
                new Manner.Job());
    }

    /// How a caller waits for a run, and so what is kept of it.
    public sealed interface Manner {
        /// At its connection: what is said is not kept.
        record Chat() implements Manner {}

        /// At its connection, for what is no conversation: one request to a model, and nothing of it is kept.
        record Single(SpecialtyCall call) implements Manner {}

        /// What is said is kept, so that it can be asked for, and gone on from.
        record Response(RunHeader.Response response) implements Manner {}

        /// The run goes on without its caller, who can answer what tool servers ask in the middle of it.
        record Job() implements Manner {}
    }

    /// The tools that the models of the run may call.
    ///
    /// @param callers the caller's own functions; calls of these are handed back
    /// @param choice applies to the first step only; later ones are free
    public record ToolUse(WantedTools wanted, List<ToolOffer> callers, ToolChoice choice) {
        public ToolUse {
            callers = List.copyOf(callers);
        }

        /// The host's alone, called as the model likes.
        public static ToolUse hosts(WantedTools wanted) {
            return new ToolUse(wanted, List.of(), new ToolChoice.Auto());
        }
    }

    /// How far it may go.
    ///
    /// @param budget null leaves the policy's
    /// @param deadline null leaves the host's
    public record Limits(@Nullable Cost budget, @Nullable Duration deadline) {
        public static final Limits NONE = new Limits(null, null);
    }

    /// The caller's `Idempotency-Key`.
    ///
    /// @param body the digest of the request's body, `sha256:...`
    public record Idempotency(String key, String body) {
        public Idempotency {
            if (key.isBlank() || key.length() > 255) {
                throw new IllegalArgumentException("an idempotency key has 1 to 255 characters, not " + key.length());
            }
        }
    }
}
