package signalbox.host.run.loop;

import signalbox.host.ledger.Entry;

/// What a run does after something it did.
public sealed interface Move {
    /// Whatever its state says next.
    record On() implements Move {}

    record End(Entry.Finished how) implements Move {}

    /// It waits for its caller, and needs nothing here meanwhile.
    record Pause() implements Move {}
}
