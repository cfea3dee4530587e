package signalbox.host.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.permission.PrincipalName;

/// Turns of a run that its caller is not shown, kept for an hour under the ids of the calls it was handed, and put back
/// when it continues the conversation.
public final class KeptTurns {
    private static final int HOURS = 1;

    private final Ledger ledger;

    public KeptTurns(Ledger ledger) {
        this.ledger = ledger;
    }

    /// @param turns what the run added to its input, up to and with the results of its own calls
    public void keep(PrincipalName caller, RunId run, List<ToolCall> handedBack, List<Turn> turns) {
        var json = LedgerJson.write(turns.toArray(Turn[]::new));
        ledger.inTransaction(() -> {
            ledger.sql().sql("DELETE FROM ledger.kept_turns WHERE at <= ?").param(ledger.now().minusHours(HOURS)).update();
            for (var call : handedBack) {
                ledger.sql()
                        .sql("INSERT INTO ledger.kept_turns (caller, call, run, turns, at) VALUES (?, ?, ?, ?::json, ?)"
                                + " ON CONFLICT DO NOTHING")
                        .params(caller.toString(), call.id().value(), run.value(), json, ledger.now())
                        .update();
            }
            return null;
        });
    }

    /// The conversation with what was kept: an assistant turn whose calls were handed back becomes the turns it stands
    /// for. What is no longer kept stays as the caller sent it.
    public List<Turn> restored(PrincipalName caller, List<Turn> conversation) {
        var whole = new ArrayList<Turn>();
        for (var turn : conversation) {
            var kept = turn instanceof Turn.Assistant assistant ? find(caller, assistant.calls()) : null;
            if (kept == null) {
                whole.add(turn);
            } else {
                whole.addAll(kept);
            }
        }
        return whole;
    }

    private @Nullable List<Turn> find(PrincipalName caller, List<ToolCall> calls) {
        for (var call : calls) {
            var json = ledger.sql()
                    .sql("SELECT turns FROM ledger.kept_turns WHERE caller = ? AND call = ? AND at > ?")
                    .params(caller.toString(), call.id().value(), ledger.now().minusHours(HOURS))
                    .query(String.class)
                    .optional();
            if (json.isPresent()) {
                return List.of(LedgerJson.read(json.get(), Turn[].class));
            }
        }
        return null;
    }
}
