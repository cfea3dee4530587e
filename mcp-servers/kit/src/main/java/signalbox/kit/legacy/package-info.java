/// The revisions up to 2025-11-25, through the MCP SDK: sessions, streams, and requests to the client.
@NullMarked
package signalbox.kit.legacy;

import org.jspecify.annotations.NullMarked;
