package signalbox.kit.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PermissionDecision;
import signalbox.policy.permission.PrincipalName;

/// A decision about one call, before anything was done about it.
///
/// @param host the host that called for the caller, or null
/// @param tool `server.tool`, or what was asked for where there is no such tool
/// @param version null where there is no such tool
/// @param run the host's run, or null
public record Ruling(
        DecisionId id,
        Instant at,
        PrincipalName caller,
        @Nullable PrincipalName host,
        String endpoint,
        String tool,
        @Nullable String version,
        PermissionDecision decision,
        @Nullable String run,
        String argsDigest) {}
