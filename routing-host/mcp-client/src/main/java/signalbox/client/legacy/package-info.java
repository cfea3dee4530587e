/// Revisions 2024-11-05 to 2025-11-25: a session, spoken by the MCP SDK over our own HTTP client.
@NullMarked
package signalbox.client.legacy;

import org.jspecify.annotations.NullMarked;
