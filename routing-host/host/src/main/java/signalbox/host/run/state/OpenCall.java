package signalbox.host.run.state;

import signalbox.host.ledger.Entry;

/// A call that went out and has no result.
///
/// @param asking whether its server asked a question and has not been called again since: it waits, and does nothing
public record OpenCall(Entry.CallDispatched sent, boolean asking) {}
