/// Metrics and spans of what the host and the MCP servers tell, under the names of OpenTelemetry's conventions for
/// generative AI and MCP; docs/telemetry.md lists them.
@NullMarked
package signalbox.app.telemetry;

import org.jspecify.annotations.NullMarked;
