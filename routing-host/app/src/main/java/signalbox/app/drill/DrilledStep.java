package signalbox.app.drill;

import signalbox.host.ledger.RunId;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;

/// One recorded step, and what would have become of it.
///
/// @param model that answered, or that was first in line where none did
/// @param cost what was settled for its attempts
record DrilledStep(RunId run, int step, ModelName model, Cost cost, Fate fate) {}
