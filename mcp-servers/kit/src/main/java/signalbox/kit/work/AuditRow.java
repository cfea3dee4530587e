package signalbox.kit.work;

/// What the audit says of one call.
record AuditRow(Ruling ruling, CallOutcome outcome, long ms) {}
