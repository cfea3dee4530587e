/// The host as a client of MCP servers: one connection in front of both protocol eras, which its callers do not know.
@NullMarked
package signalbox.client;

import org.jspecify.annotations.NullMarked;
