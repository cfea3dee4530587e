/// The host as an MCP client: tools are listed and called as the caller.
@NullMarked
package signalbox.host.tool;

import org.jspecify.annotations.NullMarked;
