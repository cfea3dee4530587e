package signalbox.host.turn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns that every provider can be sent: each call has exactly one result, and the results come right after the turn
/// that called.
public record Transcript(List<Turn> turns) {
    /// @throws IllegalArgumentException when a call is open, answered twice, answered elsewhere or named twice
    public Transcript {
        turns = List.copyOf(turns);
        String breach = breach(turns);
        if (breach != null) {
            throw new IllegalArgumentException(breach);
        }
    }

    /// What is wrong with these turns as a transcript, or null.
    public static @Nullable String breach(List<Turn> turns) {
        Set<CallId> open = new HashSet<>();
        Set<CallId> seen = new HashSet<>();
        for (Turn turn : turns) {
            if (turn instanceof Turn.ToolResult result) {
                if (!open.remove(result.call())) {
                    return "the result of call '" + result.call()
                            + "' has no open call right before it: results follow the turn that called, one per call";
                }
                continue;
            }
            if (!open.isEmpty()) {
                return unanswered(open);
            }
            if (turn instanceof Turn.Assistant assistant) {
                for (ToolCall call : assistant.calls()) {
                    if (!seen.add(call.id())) {
                        return "the call id '" + call.id() + "' is used twice: every call has an id of its own";
                    }
                    open.add(call.id());
                }
            }
        }
        return open.isEmpty() ? null : unanswered(open);
    }

    /// The same turns made whole: results are moved behind their calls, in call order; a call without a result gets an
    /// error result with this text; a second result, or one without a call, is dropped.
    ///
    /// @throws IllegalArgumentException when two calls share an id
    public static Transcript mended(List<Turn> turns, String missing) {
        Map<CallId, Turn.ToolResult> results = new LinkedHashMap<>();
        for (Turn turn : turns) {
            if (turn instanceof Turn.ToolResult result) {
                results.putIfAbsent(result.call(), result);
            }
        }
        List<Turn> whole = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn instanceof Turn.ToolResult) {
                continue;
            }
            whole.add(turn);
            if (turn instanceof Turn.Assistant assistant) {
                for (ToolCall call : assistant.calls()) {
                    Turn.ToolResult result = results.get(call.id());
                    whole.add(result == null ? failed(call.id(), missing) : result);
                }
            }
        }
        return new Transcript(whole);
    }

    /// An error result, for a call that was denied, cut off or never made.
    public static Turn.ToolResult failed(CallId call, String text) {
        return new Turn.ToolResult(call, List.of(new Part.Text(text)), null, true, new TreeSet<>());
    }

    private static String unanswered(Set<CallId> open) {
        return "no result for call " + new TreeSet<>(open.stream().map(CallId::value).toList())
                + ": every call has exactly one result before the next turn";
    }
}
