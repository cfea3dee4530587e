package signalbox.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of the audit: a call of a tool, the reading of a resource or the use of a prompt.
///
/// @param id `dec_...`
/// @param caller as the row has it; a policy may no longer know it
public record AuditedCall(String id, Instant at, String caller, About about, Ruling ruling, End end) {
    /// @param name `server.tool`, the URI of a resource, or `prompt server.name`
    /// @param version null where there is none
    /// @param run in which a host made the call for its caller, or null
    public record About(String name, @Nullable String version, @Nullable String run) {}

    /// @param decision `allow`, `ask` or `deny`
    /// @param rule such as `support-agent.may[0]`, at this `place`, a file with line and column
    /// @param reason why it is no `allow`, or null
    public record Ruling(String decision, String rule, String place, @Nullable String reason) {}

    /// @param outcome as [CallOutcome] says it
    /// @param ms how long the call took
    public record End(String outcome, long ms) {}
}
