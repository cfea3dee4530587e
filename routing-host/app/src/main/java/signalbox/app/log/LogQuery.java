package signalbox.app.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;

/// What of the log is asked for.
///
/// @param since how far back from now, or null for as far as there is anything
/// @param principal whose, or null for everybody
/// @param denied only what the policy did not allow
/// @param limit how many lines at most
public record LogQuery(Instant now, @Nullable Duration since, @Nullable PrincipalName principal, boolean denied, long limit) {}
