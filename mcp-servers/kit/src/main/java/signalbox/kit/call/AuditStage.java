package signalbox.kit.call;

import signalbox.kit.audit.AuditLog;

/// Puts the ended call on record, and only then lets it be answered.
record AuditStage(AuditLog audit) implements CallStage {
    @Override
    public CallToolResult pass(Invocation call, Onward onward) {
        var ending = call.ending();
        audit.record(ending.decision(), ending.outcome(), call.took());
        return ending.result();
    }
}
