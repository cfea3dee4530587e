package signalbox.host.telemetry;

import java.time.Duration;

/// A run, or a chat, that has ended.
///
/// @param policy the name of its routing policy
/// @param status `completed`, `stopped` or `failed`
/// @param took from start, or from when this process went on with it, to end
/// @param waited the part of it in which models, tools and people were waited for; the rest is the host's own
public record EndedRun(String run, String policy, String status, Duration took, Duration waited) {}
