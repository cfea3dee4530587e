package signalbox.host.run;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;

/// The input of a run, made whole.
sealed interface Conversation {
    record Whole(List<Turn> turns) implements Conversation {}

    record Broken(String problem) implements Conversation {}

    /// A call that the caller left without a result gets an error result; a result without a call is the caller's
    /// mistake.
    static Conversation of(List<Turn> turns) {
        if (turns.isEmpty()) {
            return new Broken("the input is empty: send a text, or at least one message");
        }
        try {
            var whole = Transcript.mended(turns, "Error: The caller gave no result for this call.").turns();
            if (results(whole) < results(turns) || strays(turns)) {
                return new Broken(orElse(Transcript.breach(turns), "two results answer one call"));
            }
            return answered(whole)
                    ? new Broken("the last message must be a user's, or the results of tool calls")
                    : new Whole(whole);
        } catch (IllegalArgumentException e) {
            return new Broken(orElse(e.getMessage(), "the messages make no conversation"));
        }
    }

    /// Whether nothing is left to answer. Instructions may come last: coding agents send a reminder after tool results.
    private static boolean answered(List<Turn> turns) {
        for (var turn : turns.reversed()) {
            if (!(turn instanceof Turn.Instructions)) {
                return turn instanceof Turn.Assistant;
            }
        }
        return false;
    }

    private static boolean strays(List<Turn> turns) {
        var called = turns.stream()
                .filter(Turn.Assistant.class::isInstance)
                .flatMap(turn -> ((Turn.Assistant) turn).calls().stream())
                .map(call -> call.id())
                .collect(Collectors.toSet());
        return turns.stream().anyMatch(turn -> turn instanceof Turn.ToolResult result && !called.contains(result.call()));
    }

    private static long results(List<Turn> turns) {
        return turns.stream().filter(Turn.ToolResult.class::isInstance).count();
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
