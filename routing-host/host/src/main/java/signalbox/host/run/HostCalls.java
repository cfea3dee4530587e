package signalbox.host.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.StepId;
import signalbox.host.tool.CallOutcome;
import signalbox.host.tool.CallOutcome.Ruling;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers one host call: checked, written down, made over MCP, written down again.
record HostCalls(Ledger ledger) {
    private static final Logger LOG = System.getLogger(HostCalls.class.getName());

    private static final int MOST_VIOLATIONS = 5;

    /// @param tool null where the model named none of the run's tools
    /// @param refusal why the run makes no more calls, or null
    record Call(StepId step, ToolCall asked, int position, @Nullable HostTool tool, @Nullable String refusal) {}

    /// What came of a call, as the row and the model are told.
    private record Result(
            String outcome,
            List<Part> parts,
            @Nullable JsonNode structured,
            boolean error,
            SortedSet<String> labels,
            Ruling ruling) {
        static Result error(String outcome, String text, Ruling ruling) {
            return new Result(outcome, List.of(new Part.Text(text)), null, true, new TreeSet<>(), ruling);
        }
    }

    Turn.ToolResult answer(RunState run, Call call) {
        var tool = call.tool();
        var name = tool == null ? call.asked().tool() : tool.id().name().toString();
        var version = tool == null ? "" : tool.id().version().toString();
        ledger.dispatch(
                new Entry.CallDispatched(
                        call.asked().id(), run.id, call.step(), call.position(), name, version,
                        tool == null ? "" : tool.digest(), call.asked().arguments()),
                new RunEvent.ToolStarted(run.step, call.asked().id(), name, version));
        long start = System.nanoTime();
        var result = result(run, call);
        var took = Duration.ofNanos(System.nanoTime() - start);
        var ruling = result.ruling();
        ledger.settle(
                run.id,
                new Entry.CallSettled(
                        call.asked().id(), result.outcome(), ruling.decision(), ruling.id(), ruling.rule(),
                        ruling.reason(), result.error(), result.labels(), result.parts(), took),
                new RunEvent.ToolFinished(
                        run.step, call.asked().id(), name, version, result.outcome(), ruling.decision(), ruling.id(),
                        ruling.rule(), result.error(), took.toMillis()));
        return new Turn.ToolResult(
                call.asked().id(), result.parts(), result.structured(), result.error(), result.labels());
    }

    private static Result result(RunState run, Call call) {
        if (call.refusal() != null) {
            return Result.error("invalid", "Error: " + call.refusal() + ".", Ruling.UNSAID);
        }
        var tool = call.tool();
        if (tool == null) {
            return Result.error("invalid", "Error: Tool '" + call.asked().tool() + "' not found.", Ruling.UNSAID);
        }
        return switch (call.asked().arguments()) {
            case CallArguments.Malformed(var _, var problem) -> Result.error(
                    "invalid", "Error: The arguments of '" + call.asked().tool() + "' are not one JSON object: " + problem,
                    Ruling.UNSAID);
            case CallArguments.Parsed(var arguments) -> made(run, call, tool, arguments);
        };
    }

    private static Result made(RunState run, Call call, HostTool tool, ObjectNode arguments) {
        var unfit = unfit(tool, arguments);
        if (unfit != null) {
            return Result.error("invalid", unfit, Ruling.UNSAID);
        }
        var toolbox = run.toolbox;
        if (toolbox == null) {
            throw new IllegalStateException("a tool without a toolbox: " + tool.id());
        }
        var left = run.timeLeft();
        var wait = run.cancellation.await(() -> toolbox.call(call.asked().id(), tool, arguments, left), left);
        return switch (wait) {
            case Cancellation.Came<CallOutcome>(var outcome) -> told(tool, outcome);
            case Cancellation.Late<CallOutcome> _ -> lost(tool, "no answer in time", Ruling.UNSAID);
            case Cancellation.Broke<CallOutcome>(var failure) -> {
                LOG.log(Level.ERROR, "calling " + tool.id() + " in " + run.id + " broke", failure);
                yield lost(tool, "the host could not call it through a fault of its own", Ruling.UNSAID);
            }
            case Cancellation.Cancelled<CallOutcome> _ ->
                Result.error("cancelled", "Error: The run was cancelled before '" + tool.offer().name() + "' answered.",
                        Ruling.UNSAID);
        };
    }

    private static Result told(HostTool tool, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Done done -> new Result(
                    "done", done.parts(), done.structured(), done.error(), done.labels(), done.ruling());
            case CallOutcome.Denied(var text, var ruling) -> Result.error("denied", text, ruling);
            case CallOutcome.Lost(var reason, var ruling) -> lost(tool, reason, ruling);
        };
    }

    private static Result lost(HostTool tool, String reason, Ruling ruling) {
        return Result.error(
                "lost",
                "Error: '" + tool.offer().name() + "' gave no answer (" + reason + "). It may or may not have done its work.",
                ruling);
    }

    /// Our own servers decide before they look at the schema, so that a denial is recorded as one: they are asked even
    /// where the schema they showed does not fit. Any other server is never sent what does not fit.
    private static @Nullable String unfit(HostTool tool, ObjectNode arguments) {
        if (!tool.digest().isEmpty()) {
            return null;
        }
        var violations = JsonSchema.of(tool.offer().schema()).violations(arguments);
        if (violations.isEmpty()) {
            return null;
        }
        var text = new StringBuilder("Error: The arguments of '" + tool.offer().name() + "' do not fit its schema:");
        violations.stream().limit(MOST_VIOLATIONS).forEach(each -> text.append("\n- ").append(each));
        return text.toString();
    }
}
