/// `servers.yaml`: the third-party MCP servers that the host may speak to.
@NullMarked
package signalbox.policy.server;

import org.jspecify.annotations.NullMarked;
