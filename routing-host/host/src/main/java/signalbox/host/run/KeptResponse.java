package signalbox.host.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.Turn;

/// A response that its caller asks for again.
///
/// @param asked what its request said of it
/// @param instructions of its request alone, or null
/// @param turns its conversation without these
/// @param whole whether all of the conversation is kept still
public record KeptResponse(
        RunView run, RunHeader.Response asked, @Nullable String instructions, List<Turn> turns, boolean whole) {
    public KeptResponse {
        turns = List.copyOf(turns);
    }

    /// Null where the run is none that is kept as a response.
    static @Nullable KeptResponse of(RunView run, @Nullable Journal journal) {
        var response = run.header().terms().response();
        if (response == null || journal == null) {
            return null;
        }
        var turns = new ArrayList<Turn>();
        boolean whole = true;
        for (var entry : journal.entries()) {
            if (entry instanceof Entry.TurnAdded(var turn, var _)) {
                turns.add(turn);
            }
            whole &= !(entry instanceof Entry.Gone);
        }
        var instructions = whole && response.instructed() && turns.getFirst() instanceof Turn.Instructions(var text) ? text : null;
        return new KeptResponse(run, response, instructions, instructions == null ? turns : turns.subList(1, turns.size()), whole);
    }
}
