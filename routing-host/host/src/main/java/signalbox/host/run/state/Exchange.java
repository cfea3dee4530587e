package signalbox.host.run.state;

import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunView;
import tools.jackson.databind.node.ObjectNode;

/// A question of a tool server in the turn that is being answered, and what became of it.
public sealed interface Exchange {
    Entry.Asked asked();

    record Open(Entry.Asked asked) implements Exchange {}

    /// @param content what the caller filled in; null where it filled in nothing, or where that is no longer kept
    record Settled(Entry.Asked asked, RunView.Input.Settled how, @Nullable ObjectNode content) implements Exchange {}
}
