/// The host as an OAuth client of MCP servers that are not its own (MCP 2026-07-28, "Authorization").
///
/// Every address that a server or an authorization server names is treated as hostile: it is followed over https to public
/// addresses only, unless its origin is in the configuration.
@NullMarked
package signalbox.client.oauth;

import org.jspecify.annotations.NullMarked;
