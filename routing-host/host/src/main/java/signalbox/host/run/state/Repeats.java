package signalbox.host.run.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.json.Digest;
import tools.jackson.databind.node.JsonNodeFactory;

/// Notices a run that goes round in a circle: the same calls with the same results, and nothing new in between.
///
/// @param known each call with its result, by digest
/// @param counts how often each came since anything new happened
/// @param last how often the call that came last has come to its result, that time included
record Repeats(Set<String> known, Map<String, Integer> counts, int last) {
    static final Repeats NONE = new Repeats(Set.of(), Map.of(), 0);

    Repeats after(ToolCall call, Turn.ToolResult result) {
        var seen = trace(call, result);
        if (!known.contains(seen)) {
            var more = new HashSet<>(known);
            more.add(seen);
            return new Repeats(more, Map.of(seen, 1), 1);
        }
        var more = new HashMap<>(counts);
        int now = more.merge(seen, 1, Integer::sum);
        return new Repeats(known, more, now);
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
