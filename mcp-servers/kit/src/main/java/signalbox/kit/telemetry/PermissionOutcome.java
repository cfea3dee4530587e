package signalbox.kit.telemetry;

/// A permission decision, and what became of the call or reading that it was about.
///
/// @param decision `allow`, `ask` or `deny`
/// @param outcome as the audit says it, such as `ok`, `denied` or `expired`
public record PermissionOutcome(String caller, String decision, String outcome) {}
