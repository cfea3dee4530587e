package signalbox.host.route;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.identity.Principal;
import signalbox.policy.money.Cost;

/// Where a run is before a step: all that routing may look at.
///
/// @param index of the step, from 0
public record StepContext(Principal caller, int index, Job job, Content content, Left left, Past past) {
    /// What is known of the job, whatever the conversation.
    ///
    /// @param kind `step.kind` as the caller names it, or empty
    /// @param labels the run's own and those of every tool result so far
    public record Job(
            String task, String kind, SortedSet<String> labels, Map<String, String> metadata, String session) {}

    /// Everything that a request of this step would carry.
    ///
    /// @param tokens estimate of the transcript alone
    /// @param tools of the host
    /// @param callerTools the caller's own functions
    /// @param specialty what is asked for instead of a turn of a conversation, or null
    public record Content(
            List<Turn> transcript,
            long tokens,
            List<HostTool> tools,
            List<ToolOffer> callerTools,
            SamplingOptions options,
            @Nullable SizedSpecialty specialty) {
        public Content(
                List<Turn> transcript, long tokens, List<HostTool> tools, List<ToolOffer> callerTools, SamplingOptions options) {
            this(transcript, tokens, tools, callerTools, options, null);
        }

        public Content {
            transcript = Collections.unmodifiableList(transcript);
        }
    }

    /// What the run may still use.
    ///
    /// @param budget null where nothing limits it
    public record Left(@Nullable Cost budget, Duration time) {}

    /// What the steps before have left behind.
    ///
    /// @param call the host tool called last, or null
    /// @param model the model that took the step before, or empty
    /// @param failures attempts that failed so far in this run
    public record Past(@Nullable HostTool call, String model, int failures) {
        public static final Past NONE = new Past(null, "", 0);
    }
}
