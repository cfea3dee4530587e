package signalbox.host.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.EffectClass;
import signalbox.host.ledger.StepId;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.json.Digest;
import tools.jackson.databind.node.JsonNodeFactory;

/// Answers the calls of one turn: each host call gets exactly one result, whatever happens to it; the caller's own are
/// handed back.
record TurnCalls(HostCalls desk, RunLimits bounds) {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /// @param circle why the run goes round in a circle, or null
    record Answered(List<ToolCall> handedBack, @Nullable String circle) {}

    Answered answer(RunState run, StepId step, Turn.Assistant turn) {
        var own = run.request.callerTools().stream().map(ToolOffer::name).toList();
        var handedBack = new ArrayList<ToolCall>();
        var calls = new ArrayList<HostCalls.Call>();
        for (var call : turn.calls()) {
            var tool = run.toolbox == null ? null : run.toolbox.find(call.tool());
            if (tool == null && own.contains(call.tool())) {
                handedBack.add(call);
            } else {
                calls.add(new HostCalls.Call(step, call, calls.size(), tool, tooMany(run, calls.size())));
            }
        }
        String circle = null;
        var results = results(run, calls);
        for (int i = 0; i < calls.size(); i++) {
            run.add(results.get(i));
            int seen = run.repeats.seen(trace(calls.get(i).asked(), results.get(i)));
            if (seen >= bounds.repeats()) {
                circle = "the same call of '" + calls.get(i).asked().tool() + "' gave the same result " + seen + " times";
            }
        }
        run.calls += calls.size();
        return new Answered(List.copyOf(handedBack), circle);
    }

    private @Nullable String tooMany(RunState run, int before) {
        if (before >= bounds.callsAStep()) {
            return "one answer may make " + bounds.callsAStep() + " calls at most";
        }
        return run.calls + before >= bounds.calls() ? "one run may make " + bounds.calls() + " calls at most" : null;
    }

    /// Calls that only read go side by side; where one writes, they go one after the other in the order they were asked.
    private List<Turn.ToolResult> results(RunState run, List<HostCalls.Call> calls) {
        calls.forEach(call -> run.lastCall = call.tool() == null ? run.lastCall : call.tool());
        boolean sideBySide = calls.stream().allMatch(call -> call.tool() == null || reads(call.tool()));
        if (!sideBySide || calls.size() < 2) {
            return calls.stream().map(call -> desk.answer(run, call)).toList();
        }
        var running = calls.stream()
                .map(call -> CompletableFuture.supplyAsync(() -> desk.answer(run, call), THREADS))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static boolean reads(HostTool tool) {
        return tool.effect().effectClass() == EffectClass.READ;
    }

    private static String trace(ToolCall call, Turn.ToolResult result) {
        var trace = JsonNodeFactory.instance.arrayNode();
        trace.add(call.tool());
        switch (call.arguments()) {
            case CallArguments.Parsed(var value) -> trace.add(value);
            case CallArguments.Malformed(var text, var _) -> trace.add(text);
        }
        for (var part : result.parts()) {
            switch (part) {
                case Part.Text(var text) -> trace.add(text);
                case Part.Image(var _, var data) -> trace.add(data);
            }
        }
        trace.add(result.error());
        return Digest.sha256(trace);
    }
}
