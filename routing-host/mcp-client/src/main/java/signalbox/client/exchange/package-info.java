/// What goes to and fro between the host and an MCP server, in words of no protocol revision.
@NullMarked
package signalbox.client.exchange;

import org.jspecify.annotations.NullMarked;
