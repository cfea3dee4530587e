/// Serves tool descriptors over MCP: authenticate, decide, validate, remember, work, audit.
@NullMarked
package signalbox.kit;

import org.jspecify.annotations.NullMarked;
