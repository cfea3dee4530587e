package signalbox.host.run.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import signalbox.host.route.TokenEstimate;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Turn;

/// The conversation of a run, with what is counted of it as it grows.
///
/// @param tokens an estimate of all turns
/// @param labels those the run came with, and those of every tool result
/// @param callIds of every call
record RunTranscript(List<Turn> turns, long tokens, SortedSet<String> labels, Set<CallId> callIds) {
    static RunTranscript empty(SortedSet<String> labels) {
        return new RunTranscript(List.of(), 0, labels, Set.of());
    }

    RunTranscript with(List<? extends Turn> more) {
        var longer = new ArrayList<Turn>(turns.size() + more.size());
        longer.addAll(turns);
        longer.addAll(more);
        long sum = tokens;
        var allLabels = labels;
        Set<CallId> ids = null;
        for (var turn : more) {
            sum += TokenEstimate.of(turn);
            if (turn instanceof Turn.ToolResult result && !allLabels.containsAll(result.labels())) {
                var grown = new TreeSet<>(allLabels);
                grown.addAll(result.labels());
                allLabels = Collections.unmodifiableSortedSet(grown);
            }
            if (turn instanceof Turn.Assistant said && !said.calls().isEmpty()) {
                ids = ids == null ? new HashSet<>(callIds) : ids;
                for (var call : said.calls()) {
                    ids.add(call.id());
                }
            }
        }
        return new RunTranscript(Collections.unmodifiableList(longer), sum, allLabels, ids == null ? callIds : ids);
    }
}
