package signalbox.kit.call;

/// What the audit says of one call.
record AuditRow(RecordedDecision ruling, CallOutcome outcome, long ms) {}
