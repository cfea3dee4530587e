package signalbox.host.run.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.EffectClass;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Entry.CallStatus;
import signalbox.host.tool.CallOutcome;
import signalbox.host.tool.HostTool;
import signalbox.host.tool.ToolOrigin;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.grant.NearNames;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one host call over MCP, and writes down what came of it.
final class HostCalls {
    private static final Logger LOG = System.getLogger(HostCalls.class.getName());
    private static final int MOST_VIOLATIONS = 5;

    private HostCalls() {}

    /// A call of a turn, as far as it is known what it is.
    sealed interface PendingCall {
        ToolCall asked();

        int position();
    }

    /// @param resumed whether it went out before, and nothing is known of it
    record Known(ToolCall asked, int position, HostTool tool, boolean resumed) implements PendingCall {
        boolean reads() {
            return tool.effect().effectClass() == EffectClass.READ;
        }

        /// Our own servers remember what they did for a call id.
        boolean mayBeRepeated() {
            return reads() || tool.origin() instanceof ToolOrigin.Own;
        }
    }

    /// The model named none of the run's tools.
    record Unknown(ToolCall asked, int position) implements PendingCall {}

    /// @param why the run makes no more calls
    record Excess(ToolCall asked, int position, @Nullable HostTool tool, String why) implements PendingCall {}

    /// Whether a call has its result now.
    enum CallState {
        ANSWERED,
        /// Its server asks the caller, and is called again with the answer.
        PAUSED
    }

    private record Result(
            CallStatus status,
            List<Part> parts,
            @Nullable JsonNode structured,
            boolean error,
            SortedSet<String> labels,
            Entry.Ruling ruling) {
        static Result error(CallStatus status, String text, Entry.Ruling ruling) {
            return new Result(status, List.of(new Part.Text(text)), null, true, new TreeSet<>(), ruling);
        }

        static Result invalid(String text) {
            return error(CallStatus.INVALID, "Error: " + text, Entry.Ruling.NONE);
        }
    }

    /// The entry of a call that goes out, or would have.
    static Entry.CallDispatched dispatched(LiveRun run, PendingCall call) {
        var tool = switch (call) {
            case Known known -> known.tool();
            case Excess excess -> excess.tool();
            case Unknown _ -> null;
        };
        return new Entry.CallDispatched(
                call.asked().id(), run.state().step(), call.position(),
                tool == null ? call.asked().tool() : tool.id().name().toString(),
                tool == null ? "" : tool.id().version().toString(), tool == null ? "" : tool.digest(),
                call.asked().arguments());
    }

    /// A name that is only like one would lead a model to another tool than it meant.
    private static String notFound(LiveRun run, String written) {
        var near = NearNames.ofOtherPrefix(written, run.tools().stream().map(tool -> tool.offer().name()).toList());
        return "Tool '" + written + "' not found"
                + (near.isEmpty() ? "." : ": did you mean " + String.join(", ", near) + "?");
    }

    /// @param call whose entry is durable
    static CallState answer(LiveRun run, PendingCall call) {
        long start = System.nanoTime();
        var result = switch (call) {
            case Unknown unknown -> Result.invalid(notFound(run, unknown.asked().tool()));
            case Excess excess -> Result.invalid(excess.why() + ".");
            case Known known when known.resumed() && !known.mayBeRepeated() -> Result.error(
                    CallStatus.UNKNOWN, "Error: The host ended before this call's result was known.", Entry.Ruling.NONE);
            case Known known -> parsed(run, known);
        };
        if (result == null) {
            return CallState.PAUSED;
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        var id = call.asked().id();
        noteWrite(run, call, result);
        run.journal().add(
                new Entry.CallSettled(id, result.status(), result.ruling(), result.error(), result.labels(), took),
                new Entry.TurnAdded(new Turn.ToolResult(
                        id, result.parts(), result.structured(), result.error(), result.labels())));
        return CallState.ANSWERED;
    }

    private static void noteWrite(LiveRun run, PendingCall call, Result result) {
        if (!(call instanceof Known known) || known.reads()) {
            return;
        }
        switch (result.status()) {
            case DONE -> {
                if (!result.error()) {
                    run.wrote(known.tool().id().toString());
                }
            }
            case LOST, CANCELLED, UNKNOWN -> run.wrote(known.tool().id() + " (its outcome is not known)");
            case DENIED, INVALID -> {}
        }
    }

    private static @Nullable Result parsed(LiveRun run, Known call) {
        return switch (call.asked().arguments()) {
            case CallArguments.Malformed(var _, var problem) -> Result.invalid(
                    "The arguments of '" + call.asked().tool() + "' are not one JSON object: " + problem);
            case CallArguments.Parsed(var arguments) -> fitting(run, call, arguments);
        };
    }

    private static @Nullable Result fitting(LiveRun run, Known call, ObjectNode arguments) {
        var unfit = unfit(call.tool(), arguments);
        return unfit == null ? made(run, call, arguments) : Result.invalid(unfit);
    }

    private static @Nullable Result made(LiveRun run, Known call, ObjectNode arguments) {
        var toolbox = run.toolbox();
        if (toolbox == null) {
            throw new IllegalStateException("a tool without a toolbox: " + call.tool().id());
        }
        var left = run.timeLeft();
        var id = call.asked().id();
        var wait = run.cancellation().await(
                () -> Questions.inCall(id, () -> toolbox.call(id, call.tool(), arguments, left)), left);
        return switch (wait) {
            case Cancellation.Came<CallOutcome>(var outcome) -> told(call.tool(), outcome);
            case Cancellation.Late<CallOutcome> _ -> lost(call.tool(), "no answer in time", Entry.Ruling.NONE);
            case Cancellation.Broke<CallOutcome>(Questions.GivenUp _) -> null;
            case Cancellation.Broke<CallOutcome>(var failure) -> {
                LOG.log(Level.ERROR, "calling " + call.tool().id() + " in " + run.header().id() + " broke", failure);
                yield lost(call.tool(), "the host could not call it through a fault of its own", Entry.Ruling.NONE);
            }
            case Cancellation.Cancelled<CallOutcome> _ -> Result.error(
                    CallStatus.CANCELLED, "Error: The run was cancelled before '" + call.tool().offer().name() + "' answered.",
                    Entry.Ruling.NONE);
        };
    }

    private static Result told(HostTool tool, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Done done -> new Result(
                    CallStatus.DONE, done.parts(), done.structured(), done.error(), done.labels(), done.ruling());
            case CallOutcome.Denied(var text, var ruling) -> Result.error(CallStatus.DENIED, text, ruling);
            case CallOutcome.Lost(var reason, var ruling) -> lost(tool, reason, ruling);
        };
    }

    private static Result lost(HostTool tool, String reason, Entry.Ruling ruling) {
        return Result.error(
                CallStatus.LOST,
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
        var text = new StringBuilder("The arguments of '" + tool.offer().name() + "' do not fit its schema:");
        violations.stream().limit(MOST_VIOLATIONS).forEach(each -> text.append("\n- ").append(each));
        return text.toString();
    }
}
