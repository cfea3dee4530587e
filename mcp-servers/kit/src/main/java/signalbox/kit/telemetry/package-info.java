/// What the MCP servers tell whoever measures them: plain values, without a library of metrics.
@NullMarked
package signalbox.kit.telemetry;

import org.jspecify.annotations.NullMarked;
