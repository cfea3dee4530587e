package signalbox.kit.audit;

import org.jspecify.annotations.Nullable;
import signalbox.kit.endpoint.CallerContext;

/// What the audit says of one call.
///
/// @param ms how long it took
record AuditRow(RecordedDecision decision, CallOutcome outcome, long ms) {
    CallerContext caller() {
        return decision.caller();
    }

    CallerContext.@Nullable Delegation delegation() {
        return decision.caller().delegation();
    }
}
