package signalbox.kit.audit;

import java.time.Instant;
import signalbox.kit.endpoint.CallerContext;
import signalbox.policy.permission.PermissionDecision;

/// A decision about one call or reading, under an id of its own.
public record RecordedDecision(
        DecisionId id, Instant at, CallerContext caller, DecisionRecorder.Subject subject, PermissionDecision decision) {}
