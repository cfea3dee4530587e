package signalbox.host.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.seal.SealedBytes;
import signalbox.host.turn.CallId;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.permission.PrincipalName;

/// Turns of a run that its caller is not shown, kept sealed for an hour under the ids of the calls it was handed, and put
/// back when it continues the conversation.
public final class KeptTurns {
    static final Duration KEPT = Duration.ofHours(1);

    private final Ledger ledger;

    public KeptTurns(Ledger ledger) {
        this.ledger = ledger;
    }

    /// @param turns what the run added to its input, up to and with the results of its own calls
    public void keep(PrincipalName caller, List<ToolCall> handedBack, List<Turn> turns) {
        var json = LedgerJson.write(turns.toArray(Turn[]::new));
        for (var call : handedBack) {
            ledger.rows().sql()
                    .sql("INSERT INTO ledger.kept_turns (caller, call, sealed, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                    .params(caller.toString(), call.id().value(), ledger.keys().seal(subject(caller, call.id()), 0, json).bytes(),
                            ledger.rows().now())
                    .update();
        }
    }

    /// The conversation with what was kept: an assistant turn whose calls were handed back becomes the turns it stands
    /// for. What is no longer kept stays as the caller sent it.
    public List<Turn> restored(PrincipalName caller, List<Turn> conversation) {
        var kept = kept(caller, calls(conversation));
        if (kept.isEmpty()) {
            return conversation;
        }
        var whole = new ArrayList<Turn>();
        for (var turn : conversation) {
            var turns = turn instanceof Turn.Assistant assistant ? first(kept, assistant.calls()) : null;
            whole.addAll(turns == null ? List.of(turn) : turns);
        }
        return whole;
    }

    private static List<CallId> calls(List<Turn> conversation) {
        var calls = new ArrayList<CallId>();
        for (var turn : conversation) {
            if (turn instanceof Turn.Assistant assistant) {
                assistant.calls().forEach(call -> calls.add(call.id()));
            }
        }
        return calls;
    }

    /// A conversation without calls asks nothing.
    private Map<CallId, List<Turn>> kept(PrincipalName caller, List<CallId> calls) {
        var kept = new HashMap<CallId, List<Turn>>();
        if (!calls.isEmpty()) {
            ledger.rows().sql()
                    .sql("SELECT call, sealed FROM ledger.kept_turns WHERE caller = ? AND call = ANY (?) AND at > ?")
                    .params(caller.toString(), calls.stream().map(CallId::value).toArray(String[]::new),
                            ledger.rows().now().minus(KEPT))
                    .query(row -> {
                        var call = new CallId(row.getString("call"));
                        var plain = ledger.keys().open(subject(caller, call), 0, new SealedBytes(row.getBytes("sealed")));
                        if (plain != null) {
                            kept.put(call, List.of(LedgerJson.read(plain, Turn[].class)));
                        }
                    });
        }
        return kept;
    }

    private static @Nullable List<Turn> first(Map<CallId, List<Turn>> kept, List<ToolCall> calls) {
        for (var call : calls) {
            var turns = kept.get(call.id());
            if (turns != null) {
                return turns;
            }
        }
        return null;
    }

    private static String subject(PrincipalName caller, CallId call) {
        return "kept " + caller + " " + call;
    }
}
