/// The MCP servers that the host calls: its own and those of others, and what it shows each of them.
@NullMarked
package signalbox.host.tool.server;

import org.jspecify.annotations.NullMarked;
