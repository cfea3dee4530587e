package signalbox.kit.call;

import signalbox.kit.audit.CallOutcome;
import signalbox.kit.audit.RecordedDecision;

/// How a call ended: what the audit says of it, and what its caller is answered.
///
/// @param decision the one that let it be done, or turned it away
record Ending(RecordedDecision decision, CallOutcome outcome, CallToolResult result) {}
