package signalbox.host.route;

import java.time.Duration;
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

/// Where a run stands before a step: all that routing may look at.
///
/// @param kind as the caller names it, or empty
/// @param labels the run's own and those of every tool result so far
/// @param tokens estimate of the transcript
/// @param budgetLeft null where nothing limits the run
/// @param lastCall the host tool called last, or null
/// @param lastModel the model that took the step before, or empty
public record StepContext(
        Principal caller,
        int index,
        String task,
        String kind,
        SortedSet<String> labels,
        Map<String, String> metadata,
        String session,
        List<Turn> transcript,
        long tokens,
        List<HostTool> tools,
        List<ToolOffer> callerTools,
        SamplingOptions options,
        @Nullable Cost budgetLeft,
        Duration timeLeft,
        @Nullable HostTool lastCall,
        String lastModel,
        int failures) {}
