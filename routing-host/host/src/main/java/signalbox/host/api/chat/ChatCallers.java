package signalbox.host.api.chat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import signalbox.host.ledger.RunId;

/// How many callers wait for the answer of each chat: more than one where a request was repeated with its
/// `Idempotency-Key`. A chat is of use to nobody once the last of them has gone.
final class ChatCallers {
    private final ConcurrentMap<RunId, Integer> waiting = new ConcurrentHashMap<>();

    void join(RunId run) {
        waiting.merge(run, 1, Integer::sum);
    }

    /// Whether that was the last one.
    boolean leave(RunId run) {
        return waiting.computeIfPresent(run, (_, count) -> count == 1 ? null : count - 1) == null;
    }
}
