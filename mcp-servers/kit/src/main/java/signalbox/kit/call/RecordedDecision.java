package signalbox.kit.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.kit.telemetry.PermissionOutcome;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.PrincipalName;

/// A decision about one call or reading, before anything was done about it.
///
/// @param host the host that called for the caller, or null
/// @param tool what was asked for: `server.tool`, the URI of a resource, or `prompt server.name`; as the caller wrote it
///     where there is no such thing
/// @param version of a tool that there is, or null
/// @param run the host's run, or null
public record RecordedDecision(
        DecisionId id,
        Instant at,
        PrincipalName caller,
        @Nullable PrincipalName host,
        String endpoint,
        String tool,
        @Nullable String version,
        PermissionDecision decision,
        @Nullable String run,
        String argsDigest) {
    PermissionOutcome outcome(CallOutcome outcome) {
        return new PermissionOutcome(caller.toString(), decision.word(), decision.rule(), outcome.word());
    }
}
