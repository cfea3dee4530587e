package signalbox.host.run;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
/// @param callerTools the caller's own functions; calls of these are handed back
/// @param choice applies to the first step only; later ones are free
/// @param task a word for rules, or empty
/// @param kind `step.kind` as the caller names it, or empty for `plan` and `act`
/// @param session an id that ties runs together, or empty
/// @param budget null leaves the policy's
/// @param deadline null leaves the host's
/// @param idempotency null where the request may run again when repeated
/// @param answersQuestions whether the caller can answer what tool servers ask in the middle of the run
public record RunRequest(
        List<Turn> input,
        String model,
        WantedTools tools,
        List<ToolOffer> callerTools,
        ToolChoice choice,
        SamplingOptions options,
        String task,
        String kind,
        SortedSet<String> labels,
        String session,
        SortedMap<String, String> metadata,
        @Nullable Cost budget,
        @Nullable Duration deadline,
        @Nullable Idempotency idempotency,
        boolean answersQuestions) {
    public static final String AUTO = "signalbox/auto";

    public RunRequest {
        input = List.copyOf(input);
        callerTools = List.copyOf(callerTools);
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /// A plain request: the router chooses, the rule names the tools, nothing else is asked.
    public static RunRequest of(List<Turn> input) {
        return new RunRequest(
                input, AUTO, new WantedTools.FromRule(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE, "", "",
                Collections.emptySortedSet(), "", Collections.emptySortedMap(), null, null, null, true);
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

    RunRequest within(List<Turn> turns, Duration time) {
        return new RunRequest(
                turns, model, tools, callerTools, choice, options, task, kind, labels, session, metadata, budget,
                time, idempotency, answersQuestions);
    }
}
