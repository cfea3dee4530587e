package signalbox.kit.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request of a client that has been answered, in the words of OpenTelemetry's conventions for MCP.
///
/// @param method such as `tools/call`
/// @param tool `server.tool` of a call of a tool that there is, else null
/// @param error `error.type`: `tool_error`, a JSON-RPC error code, or `_OTHER`; empty where there was no error
/// @param run the host's run that asked, or null
/// @param took from when the request was read to when its result was there
public record McpOperation(String method, @Nullable String tool, String error, @Nullable String run, Duration took) {}
