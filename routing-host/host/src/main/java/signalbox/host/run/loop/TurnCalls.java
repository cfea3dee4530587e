package signalbox.host.run.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.run.loop.HostCalls.CallState;
import signalbox.host.run.loop.HostCalls.PendingCall;
import signalbox.host.run.state.OpenCall;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;

/// Answers the calls of one turn: each host call gets exactly one result, whatever happens to it; the caller's own are
/// handed back.
record TurnCalls(StepRouter router, KeptTurns kept, RunLimits limits) {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /// @param turn some of whose calls may have their results already
    Transition answer(LiveRun run, Turn.Assistant turn) {
        router.open(run);
        var own = new HashSet<String>();
        run.header().asked().callerTools().stream().map(ToolOffer::name).forEach(own::add);
        var handedBack = new ArrayList<ToolCall>();
        var calls = calls(run, turn, own, handedBack);
        long start = System.nanoTime();
        var made = made(run, calls);
        run.waitedSince(start);
        if (made == CallState.PAUSED) {
            return new Transition.Pause();
        }
        if (handedBack.isEmpty()) {
            return new Transition.Continue();
        }
        kept.keep(run.caller().name(), handedBack, run.state().added());
        return Endings.handedBack(run.state().output(), handedBack);
    }

    /// The host's calls of the turn that have no result.
    private List<PendingCall> calls(LiveRun run, Turn.Assistant turn, Set<String> own, List<ToolCall> handedBack) {
        var calls = new ArrayList<PendingCall>();
        int position = 0;
        for (var call : turn.calls()) {
            var open = run.state().open(call.id());
            var box = run.toolbox();
            var tool = box == null ? null : box.find(call.tool());
            if (run.state().hasResult(call.id())) {
                position++;
            } else if (tool == null && open == null && own.contains(call.tool())) {
                handedBack.add(call);
            } else if (position >= limits.callsAStep()) {
                calls.add(new HostCalls.Excess(
                        call, position++, tool, "one answer may make " + limits.callsAStep() + " calls at most"));
            } else if (run.state().callsBefore() + position >= limits.calls()) {
                calls.add(new HostCalls.Excess(
                        call, position++, tool, "one run may make " + limits.calls() + " calls at most"));
            } else if (tool == null) {
                calls.add(new HostCalls.Unknown(call, position++));
            } else {
                calls.add(new HostCalls.Known(call, position++, tool, isLeft(open)));
            }
        }
        return calls;
    }

    /// A call whose server asked waits, and did nothing since; of any other that is out, nothing is known.
    private static boolean isLeft(@Nullable OpenCall open) {
        return open != null && !open.asking();
    }

    /// Calls that only read go side by side; where one writes, they go one after the other in the order they were asked.
    private static CallState made(LiveRun run, List<PendingCall> calls) {
        boolean sideBySide = calls.size() > 1
                && calls.stream().allMatch(call -> !(call instanceof HostCalls.Known known) || known.reads());
        if (sideBySide) {
            run.journal().commit(calls.stream().map(call -> HostCalls.dispatched(run, call)).toArray(Entry[]::new));
            var running = calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(() -> HostCalls.answer(run, call), THREADS))
                    .toList();
            var made = running.stream().map(CompletableFuture::join).toList();
            return made.contains(CallState.PAUSED) ? CallState.PAUSED : CallState.ANSWERED;
        }
        for (var call : calls) {
            run.journal().commit(HostCalls.dispatched(run, call));
            if (HostCalls.answer(run, call) == CallState.PAUSED) {
                return CallState.PAUSED;
            }
        }
        return CallState.ANSWERED;
    }
}
