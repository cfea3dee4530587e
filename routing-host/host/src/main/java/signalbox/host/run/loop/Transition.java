package signalbox.host.run.loop;

import signalbox.host.ledger.Entry;

/// What a run does after something it did.
public sealed interface Transition {
    /// Whatever its state says next.
    record Continue() implements Transition {}

    record End(Entry.Finished how) implements Transition {}

    /// It waits for its caller, and needs nothing here meanwhile.
    record Pause() implements Transition {}
}
