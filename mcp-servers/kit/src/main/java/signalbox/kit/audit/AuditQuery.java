package signalbox.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which rows of the audit are asked for.
///
/// @param until not included
/// @param caller whose, or null for all
/// @param denied only calls that the policy did not allow, or no longer did when their work was to begin
/// @param limit how many at most, of the newest
public record AuditQuery(Instant from, Instant until, @Nullable String caller, boolean denied, long limit) {}
