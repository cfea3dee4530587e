/// `servers.yaml`: the MCP servers of others that the host may speak to.
@NullMarked
package signalbox.policy.server;

import org.jspecify.annotations.NullMarked;
